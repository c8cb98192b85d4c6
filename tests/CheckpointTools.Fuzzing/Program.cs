using System.Globalization;
using CheckpointTools.Fuzzing;
using CheckpointTools.Inspection;
using SharpFuzz;

// docs/fuzzing.md says how to run it.
const string Usage = """
    run TARGET COUNT SEED [FOLDER]   COUNT inputs made from SEED; failing ones go to FOLDER
    afl TARGET                       under afl-fuzz, which hands the input over on standard input
    libfuzzer TARGET                 under libfuzzer-dotnet
    one TARGET FILE                  one input again
    inspect archive FILE             inspects a file and tells the memory that it took
    corpus TARGET FOLDER             writes what the inputs are made from
    TARGET is archive, criu or json
    """;

if (args is not [_, "archive" or "criu" or "json", ..])
{
    Console.Error.WriteLine(Usage);
    return 2;
}

// Code that SharpFuzz has instrumented runs only once SharpFuzz does: so this is called there, and not before.
FuzzTarget Target() => FuzzTarget.Named(args[1]);

switch (args)
{
    case ["run", _, string count, string seed, ..]:
        FuzzReport report = new FuzzRun(Target(), ulong.Parse(seed, CultureInfo.InvariantCulture), TimeSpan.FromSeconds(1), args.ElementAtOrDefault(4)).Execute(int.Parse(count, CultureInfo.InvariantCulture));
        Console.WriteLine(report);
        return report.Failures == 0 ? 0 : 1;
    case ["afl", _]:
        Fuzzer.Run(stream =>
        {
            using var input = new MemoryStream();
            stream.CopyTo(input);
            Target().Read(input.ToArray());
        });
        return 0;
    case ["libfuzzer", _]:
        Fuzzer.LibFuzzer.Run(input => Target().Read(input.ToArray()));
        return 0;
    case ["one", _, string file]:
        Target().Read(File.ReadAllBytes(file));
        return 0;
    case ["inspect", _, string archive]:
        Console.WriteLine($"{ArchiveInspector.Inspect(archive, new ScanOptions { Hash = true, IncludeEnvironment = true }, CancellationToken.None).Verification} {FuzzRun.PeakMemory()}");
        return 0;
    case ["corpus", _, string folder]:
        Directory.CreateDirectory(folder);
        for (int i = 0; i < Target().Corpus.Count; i++)
            File.WriteAllBytes(Path.Combine(folder, i.ToString("D4", CultureInfo.InvariantCulture)), Target().Corpus[i]);
        return 0;
    default:
        Console.Error.WriteLine(Usage);
        return 2;
}
