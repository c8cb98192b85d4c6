namespace CheckpointTools.Archive;

/// <summary>
/// Stands between a gzip file and <see cref="System.IO.Compression.GZipStream"/>, which neither says that a file was cut
/// off nor that something follows its last member.
/// </summary>
/// <remarks>
/// At the end of the file it hands out an empty member and a byte that opens no member, in one piece. A decoder that
/// stands at the end of a member takes the empty one, stops at the byte and asks for nothing more. One that stands in
/// the middle of a member swallows both as data: it fails, makes something of them, or asks again. One that met
/// something else than a member before the end of the file never gets here.
/// </remarks>
internal sealed class GzipSource(Stream file) : ForwardStream
{
    private static readonly byte[] Sentinel =
    [
        0x1F, 0x8B, 0x08, 0, 0, 0, 0, 0, 0, 0xFF, // header
        0x03, 0x00, // one empty, final block
        0, 0, 0, 0, 0, 0, 0, 0, // checksum and size of nothing
        0x00, // opens no member
    ];

    private bool _sentinelTaken;
    private bool _askedAgain;

    /// <summary>Whether the decoder has had all of the file: of what it makes from now on, nothing stands there.</summary>
    internal bool AtEnd => _sentinelTaken || _askedAgain;

    /// <summary>Whether the decoder, having said that it is done, stopped within the last member.</summary>
    internal bool Truncated => _askedAgain;

    public override long Length => file.Length;

    public override long Position
    {
        get => file.Position;
        set => throw new NotSupportedException();
    }

    public override int Read(Span<byte> buffer)
    {
        int read = file.Read(buffer);
        if (read > 0 || buffer.IsEmpty)
            return read;
        if (_sentinelTaken || buffer.Length < Sentinel.Length)
        {
            _askedAgain = true;
            return 0;
        }

        _sentinelTaken = true;
        Sentinel.CopyTo(buffer);
        return Sentinel.Length;
    }

    public override long Skip(long count) => throw new NotSupportedException();
}
