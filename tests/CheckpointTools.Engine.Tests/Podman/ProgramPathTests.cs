using CheckpointTools.Podman;
using CheckpointTools.Tests.Archive;

namespace CheckpointTools.Tests.Podman;

public sealed class ProgramPathTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Finds_the_first_that_can_be_executed()
    {
        Program("a/podman", executable: false);
        Directory.CreateDirectory(Path.Combine(_folder.Path, "b/podman"));
        string program = Program("c/podman");
        Program("d/podman");
        string searchPath = string.Join(':', "nosuch a b c d".Split(' ').Select(name => Path.Combine(_folder.Path, name)));
        Assert.Equal(program, ProgramPath.Find("podman", searchPath));
    }

    [Fact]
    public void Finds_a_link()
    {
        Directory.CreateDirectory(Path.Combine(_folder.Path, "bin"));
        string link = Path.Combine(_folder.Path, "bin/podman");
        File.CreateSymbolicLink(link, Program("real"));
        Assert.Equal(link, ProgramPath.Find("podman", Path.Combine(_folder.Path, "bin")));
    }

    [Theory]
    [InlineData("")]
    [InlineData(".")]
    [InlineData(":")]
    [InlineData("..:.:")]
    [InlineData(null)]
    public void Never_looks_in_the_current_folder(string? searchPath)
    {
        // Whatever the current folder is: this file is in it, by a relative path, and must not be found.
        string name = Path.GetRelativePath(Environment.CurrentDirectory, Program("podman"));
        Assert.Null(ProgramPath.Find("podman", searchPath is null ? null : searchPath + ":" + Path.GetDirectoryName(name)));
        Assert.Null(ProgramPath.Find(name, _folder.Path));
        Assert.Null(ProgramPath.Find("", _folder.Path));
    }

    [Fact]
    public void Takes_an_absolute_path_as_it_is()
    {
        string program = Program("podman");
        Assert.Equal(program, ProgramPath.Find(program, null));
        Assert.Null(ProgramPath.Find(Program("text", executable: false), null));
        Assert.Null(ProgramPath.Find(program + "x", null));
    }

    private string Program(string name, bool executable = true)
    {
        string path = _folder.Write(name, "#!/bin/sh\n"u8.ToArray());
        if (executable)
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        return path;
    }
}
