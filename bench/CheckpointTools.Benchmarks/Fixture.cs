namespace CheckpointTools.Benchmarks;

/// <summary>The files in tests/fixtures, wherever the benchmarks were started.</summary>
internal static class Fixture
{
    internal static string PathOf(string name)
    {
        for (string? folder = AppContext.BaseDirectory; folder is not null; folder = Path.GetDirectoryName(folder))
        {
            string path = Path.Combine(folder, "tests", "fixtures", name);
            if (File.Exists(path))
                return path;
        }

        throw new FileNotFoundException($"tests/fixtures/{name} is in no folder above {AppContext.BaseDirectory}.");
    }
}
