using System.Globalization;
using System.Text;
using CheckpointTools.Criu;
using CheckpointTools.Criu.Messages;
using CheckpointTools.Fuzzing;
using CheckpointTools.Tests.Archive;
using CheckpointTools.Tests.Criu;
using CheckpointTools.Tests.Inspection;

namespace CheckpointTools.Tests.Hostile;

/// <summary>An archive of one gigabyte, inspected by a process of its own, whose memory can therefore be measured.</summary>
public class LargeArchiveTests
{
    private const long Gigabyte = 1L << 30;
    private const long MostMemory = 150L << 20;

    [Theory]
    [InlineData("none", "cat")]
    [InlineData("gzip", "gzip -1c")]
    [InlineData("zstd", "zstd -1cT1")]
    public void It_takes_less_than_150_MB(string form, string compress)
    {
        using var folder = new TemporaryFolder();
        string plain = Path.Combine(folder.Path, "plain.tar");
        Write(plain);
        string archive = Path.Combine(folder.Path, form);
        if (form == "none")
            archive = plain;
        else
            CommandLine.Run("sh", ["-c", $"{compress} < \"$1\" > \"$2\"", "sh", plain, archive]);

        string[] answer = Encoding.ASCII.GetString(CommandLine.Run("dotnet", [typeof(FuzzRun).Assembly.Location, "inspect", "archive", archive])).Trim().Split(' ');

        Assert.Equal("Valid", answer[0]);
        Assert.InRange(long.Parse(answer[1], CultureInfo.InvariantCulture), 1, MostMemory);
    }

    // The file's memory pages are a hole, which takes no disk.
    private static void Write(string path)
    {
        byte[] pagemap = ImageBuilder.Image(CriuImageKind.Pagemap, new PagemapHead { PagesId = 1 }, new PagemapEntry { Vaddr = 4096, NrPages = Gigabyte / 4096, Flags = 4 });
        CheckpointBuilder Members() => Hostile.Members().With("checkpoint/pagemap-1.img", pagemap);
        byte[] before = Members().Without(static name => string.CompareOrdinal(name, "checkpoint/pages-1.img") >= 0).Tar().Add("checkpoint/pages-1.img", size: Gigabyte).Unfinished();
        byte[] behind = Members().Without(static name => string.CompareOrdinal(name, "checkpoint/pages-1.img") <= 0 || name == "checkpoint/pages-1.img").Tar().End();
        using FileStream file = File.Create(path);
        file.Write(before);
        file.Seek(Gigabyte, SeekOrigin.Current);
        file.Write(behind);
    }
}
