using System.Diagnostics.CodeAnalysis;

namespace CheckpointTools.Archive;

/// <summary>
/// Walks a tar from front to back. Reads the V7, USTAR, PAX and GNU forms as Go's archive/tar does, with which Podman
/// reads: where another reader would see something else, the member carries a <see cref="TarOddity"/>.
/// </summary>
/// <param name="tar">The tar; stays the caller's.</param>
/// <param name="limits">The bounds.</param>
/// <param name="memberLimit">How many members the tar may have.</param>
[SuppressMessage("Design", "CA1001", Justification = "A member's stream is a view of the tar and holds nothing of its own.")]
internal sealed class TarReader(ForwardStream tar, ArchiveLimits limits, int memberLimit)
{
    // Two long names and a PAX header are the most that any writer puts before a member.
    private const int MaxExtensions = 4;

    private readonly byte[] _block = new byte[TarHeader.BlockSize];
    private TarMemberStream? _content;
    private long _padding;
    private long _offset;
    private int _members;

    /// <summary>Whether the two blocks of zeros that end a tar were met.</summary>
    internal bool EndMarkerSeen { get; private set; }

    /// <summary>Goes on to the next member; what was not read of the current one is passed over.</summary>
    /// <param name="observer">Is shown every byte of the member's content, once and in order, read or passed over.</param>
    /// <returns>The member, or null at the end.</returns>
    /// <exception cref="ArchiveFormatException">The tar is damaged, cut off, or passes a limit.</exception>
    internal TarMember? Next(Func<TarMember, Action<ReadOnlySpan<byte>>?>? observer = null)
    {
        FinishCurrent();
        var extensions = new TarExtensions();
        long first = _offset;
        for (int headers = 0; ReadHeader() is { } header; headers++)
        {
            long headerOffset = _offset - TarHeader.BlockSize;
            if (headers > MaxExtensions)
                throw new ArchiveFormatException("TarHeaderMalformed", "One extension header follows another without a member.", $"offset {headerOffset}");
            if (header.Size < 0)
                throw new ArchiveFormatException("TarHeaderMalformed", "A member's header has a negative size.", $"offset {headerOffset}");
            switch (header.TypeFlag)
            {
                case (byte)'x':
                    extensions.AddPax(ReadExtension(header.Size, headerOffset), global: false, headerOffset);
                    continue;
                case (byte)'L':
                    extensions.AddGnuName(ReadExtension(header.Size, headerOffset));
                    continue;
                case (byte)'K':
                    extensions.AddGnuLinkTarget(ReadExtension(header.Size, headerOffset));
                    continue;
                case (byte)'g':
                    extensions.AddPax(ReadExtension(header.Size, headerOffset), global: true, headerOffset);
                    header = header with { Size = 0 };
                    break;
                default:
                    break;
            }

            if (++_members > memberLimit)
                throw new ArchiveFormatException("LimitMembers", $"The archive has more than {memberLimit:N0} members.", $"offset {headerOffset}");
            if (header.SparseMapGoesOn)
                SkipSparseMap();
            TarMember member = Merge(header, extensions, first);
            CheckNames(member, headerOffset);
            if (member.Size > limits.DecompressedBytes)
                throw new ArchiveFormatException("LimitDecompressedBytes", $"A member claims {member.Size:N0} bytes; more than {limits.DecompressedBytes:N0} are refused.", member.Name);
            _padding = -member.Size & (TarHeader.BlockSize - 1);
            _offset += member.Size + _padding;
            _content = new TarMemberStream(tar, member, observer?.Invoke(member));
            return member;
        }

        if (extensions.Any)
            throw new ArchiveFormatException("TarTruncated", "An extension header is the archive's last: the member it speaks of is missing.", $"offset {first}");
        return null;
    }

    /// <summary>The content of the member that <see cref="Next"/> returned last.</summary>
    internal ForwardStream Content => _content ?? throw new InvalidOperationException("There is no current member.");

    /// <summary>Reads what follows the end marker: nothing, or zeros that fill up a tape block.</summary>
    /// <exception cref="ArchiveFormatException">Something else follows.</exception>
    internal void ReadToEnd()
    {
        Span<byte> buffer = stackalloc byte[8 << 10]; // usually less than that follows
        int read;
        while ((read = tar.Read(buffer)) > 0)
        {
            if (buffer[..read].ContainsAnyExcept((byte)0))
                throw new ArchiveFormatException("TrailingData", "Something follows the end of the tar.", $"offset {_offset}");
            _offset += read;
        }
    }

    private static TarMember Merge(in TarHeader header, TarExtensions extensions, long offset)
    {
        string name = extensions.Name ?? header.Name;
        long claimed = extensions.Number("size", offset) ?? header.Size;
        TarMemberType type = TypeOf(header.TypeFlag, name, extensions.Sparse);
        bool hasContent = type is TarMemberType.File or TarMemberType.Sparse or TarMemberType.Unknown;
        List<TarOddity> oddities = [.. extensions.Oddities];
        if (!header.NameIsUtf8)
            oddities.Add(TarOddity.NameNotUtf8);
        if (extensions.Sparse && type != TarMemberType.Sparse)
            oddities.Add(TarOddity.SparseRecords);
        if (!hasContent && claimed > 0)
            oddities.Add(TarOddity.SizeWithoutContent);
        return new TarMember
        {
            Name = name,
            Type = type,
            Size = hasContent ? claimed : 0,
            ClaimedSize = claimed,
            LinkTarget = extensions.LinkTarget ?? header.LinkTarget,
            Mode = header.Mode,
            UserId = extensions.Number("uid", offset) ?? header.UserId,
            GroupId = extensions.Number("gid", offset) ?? header.GroupId,
            DeviceMajor = header.DeviceMajor,
            DeviceMinor = header.DeviceMinor,
            Modified = Time(extensions.Seconds("mtime") ?? header.ModifiedSeconds),
            ExtendedAttributes = extensions.ExtendedAttributes,
            Offset = offset,
            Oddities = oddities,
        };
    }

    private static TarMemberType TypeOf(byte flag, string name, bool sparse) => flag switch
    {
        (byte)'0' => sparse ? TarMemberType.Sparse : TarMemberType.File,
        0 => name.EndsWith('/') ? TarMemberType.Directory : sparse ? TarMemberType.Sparse : TarMemberType.File,
        (byte)'1' => TarMemberType.HardLink,
        (byte)'2' => TarMemberType.SymbolicLink,
        (byte)'3' => TarMemberType.CharacterDevice,
        (byte)'4' => TarMemberType.BlockDevice,
        (byte)'5' => TarMemberType.Directory,
        (byte)'6' => TarMemberType.Fifo,
        (byte)'g' => TarMemberType.GlobalHeader,
        (byte)'S' => TarMemberType.Sparse,
        _ => TarMemberType.Unknown,
    };

    private static DateTimeOffset Time(long seconds) =>
        DateTimeOffset.FromUnixTimeSeconds(Math.Clamp(seconds, DateTimeOffset.MinValue.ToUnixTimeSeconds(), DateTimeOffset.MaxValue.ToUnixTimeSeconds()));

    private void CheckNames(TarMember member, long offset)
    {
        if (member.Name.Length > limits.NameBytes || member.LinkTarget.Length > limits.NameBytes)
            throw new ArchiveFormatException("LimitName", $"A member's name or link target is longer than {limits.NameBytes:N0} bytes.", $"offset {offset}");
    }

    private void FinishCurrent()
    {
        if (_content is null)
            return;
        _content.Skip(long.MaxValue);
        _content = null;
        if (tar.Skip(_padding) < _padding)
            throw new ArchiveFormatException("TarTruncated", "The archive ends within a member: the file was cut off.", $"offset {_offset}");
    }

    private TarHeader? ReadHeader()
    {
        if (!ReadBlock())
            return null;
        if (_block.AsSpan().ContainsAnyExcept((byte)0))
            return TarHeader.Parse(_block, _offset - TarHeader.BlockSize);
        if (!ReadBlock())
            return null;
        if (_block.AsSpan().ContainsAnyExcept((byte)0))
            throw new ArchiveFormatException("TarHeaderMalformed", "An empty block stands before a member's header.", $"offset {_offset - TarHeader.BlockSize}");
        EndMarkerSeen = true;
        return null;
    }

    // The blocks stand between the header and the content, and the header's size does not count them.
    private void SkipSparseMap()
    {
        do
        {
            if (!ReadBlock())
                throw new ArchiveFormatException("TarTruncated", "The archive ends within the map of a sparse file: the file was cut off.", $"offset {_offset}");
        }
        while (_block[504] != 0);
    }

    private bool ReadBlock()
    {
        int read = tar.ReadAtLeast(_block, _block.Length, throwOnEndOfStream: false);
        _offset += read;
        if (read is > 0 and < TarHeader.BlockSize)
            throw new ArchiveFormatException("TarTruncated", "The archive ends within a header: the file was cut off.", $"offset {_offset}");
        return read > 0;
    }

    private byte[] ReadExtension(long size, long offset)
    {
        if (size > limits.ExtensionBytes)
            throw new ArchiveFormatException("LimitExtension", $"An extension header is larger than {limits.ExtensionBytes:N0} bytes.", $"offset {offset}");
        long padded = size + (-size & (TarHeader.BlockSize - 1));
        byte[] content = new byte[padded];
        int read = tar.ReadAtLeast(content, content.Length, throwOnEndOfStream: false);
        _offset += read;
        if (read < padded)
            throw new ArchiveFormatException("TarTruncated", "The archive ends within an extension header: the file was cut off.", $"offset {offset}");
        return content[..(int)size];
    }
}
