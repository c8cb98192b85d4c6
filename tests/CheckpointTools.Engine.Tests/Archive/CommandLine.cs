using System.ComponentModel;
using System.Diagnostics;
using System.Text;

namespace CheckpointTools.Tests.Archive;

/// <summary>Runs the tools whose answers the tests compare with: tar, gzip, zstd, bzip2, xz, sha256sum.</summary>
internal static class CommandLine
{
    /// <summary>Runs a program to its end.</summary>
    /// <param name="program">The program, found on PATH.</param>
    /// <param name="arguments">Its arguments, one by one.</param>
    /// <param name="input">What it reads from standard input.</param>
    /// <returns>What it wrote to standard output.</returns>
    public static byte[] Run(string program, IEnumerable<string> arguments, byte[]? input = null)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["LC_ALL"] = "C.UTF-8";
        start.Environment["TZ"] = "UTC";
        using Process process = Start(start);
        Task<string> errors = process.StandardError.ReadToEndAsync();
        Task writing = Task.Run(() =>
        {
            process.StandardInput.BaseStream.Write(input);
            process.StandardInput.Close();
        });
        using var output = new MemoryStream();
        process.StandardOutput.BaseStream.CopyTo(output);
        process.WaitForExit();
        if (process.ExitCode != 0)
            throw new InvalidOperationException($"{program} {string.Join(' ', start.ArgumentList)} ended with {process.ExitCode}: {errors.Result}");
        writing.GetAwaiter().GetResult();
        return output.ToArray();
    }

    /// <summary>Runs a program and gives the lines it wrote.</summary>
    public static string[] Lines(string program, IEnumerable<string> arguments, byte[]? input = null) =>
        Encoding.UTF8.GetString(Run(program, arguments, input)).Split('\n', StringSplitOptions.RemoveEmptyEntries);

    private static Process Start(ProcessStartInfo start)
    {
        try
        {
            return Process.Start(start)!;
        }
        catch (Win32Exception exception)
        {
            throw new InvalidOperationException($"These tests compare with {start.FileName}, which this machine does not have: install it.", exception);
        }
    }
}
