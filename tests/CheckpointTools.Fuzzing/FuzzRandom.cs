namespace CheckpointTools.Fuzzing;

/// <summary>
/// Random numbers that are the same everywhere and for ever: of input number N of a seed only N and the seed matter, so
/// that any one can be made again. (SplitMix64.)
/// </summary>
/// <param name="seed">The seed.</param>
/// <param name="input">The input's number.</param>
public sealed class FuzzRandom(ulong seed, ulong input)
{
    private ulong _state = (seed * 0x9E3779B97F4A7C15) ^ (input * 0xD1B54A32D192ED03);

    public ulong Next64()
    {
        ulong z = _state += 0x9E3779B97F4A7C15;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }

    /// <summary>A number from 0 to one less than given; 0 where there is none.</summary>
    public int Below(int count) => count <= 0 ? 0 : (int)(Next64() % (ulong)count);

    public bool OneIn(int count) => Below(count) == 0;

    public byte Byte() => (byte)Next64();

    public T Of<T>(IReadOnlyList<T> items) => items[Below(items.Count)];
}
