using CheckpointTools.Podman;
using FsCheck;
using FsCheck.Xunit;

namespace CheckpointTools.Tests.Podman;

/// <summary>Output that comes in pieces of any size, against keeping all of it and cutting at the end.</summary>
public class BoundedOutputTests
{
    [Property(MaxTest = 300)]
    public void Keeps_the_last_bytes_or_stops(NonEmptyArray<PositiveInt> pieces, PositiveInt bound)
    {
        int limit = bound.Get * 7;
        string all = string.Concat(Enumerable.Range(0, pieces.Get.Sum(static piece => piece.Get)).Select(static number => (char)('!' + (number % 90))));

        var kept = new BoundedOutput(limit, keepsEnd: true);
        Assert.True(kept.ReadAsync(new Pieces(all, pieces.Get), default).GetAwaiter().GetResult());
        Assert.Equal(all.Length <= limit ? all : all[^limit..], kept.Text());

        var bounded = new BoundedOutput(limit, keepsEnd: false);
        Assert.Equal(all.Length <= limit, bounded.ReadAsync(new Pieces(all, pieces.Get), default).GetAwaiter().GetResult());
        Assert.StartsWith(bounded.Text(), all, StringComparison.Ordinal);
    }

    // Hands out one piece a read.
    private sealed class Pieces(string text, PositiveInt[] lengths) : MemoryStream(System.Text.Encoding.ASCII.GetBytes(text))
    {
        private int _next;

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            _next == lengths.Length ? ValueTask.FromResult(0) : base.ReadAsync(buffer[..lengths[_next++].Get], cancellationToken);
    }
}
