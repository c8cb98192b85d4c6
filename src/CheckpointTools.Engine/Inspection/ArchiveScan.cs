using System.Buffers.Binary;
using CheckpointTools.Archive;
using CheckpointTools.Criu;
using CheckpointTools.Inspection.Nested;
using CheckpointTools.Manifest;

namespace CheckpointTools.Inspection;

/// <summary>The one pass over an archive: every member once, in order, nothing kept but what the manifest needs.</summary>
internal sealed class ArchiveScan
{
    private const uint InventoryMagic = 0x58313116;
    private const int MaxInventory = 1 << 20; // CRIU's are below 200 bytes

    // How much may follow config.dump and spec.dump before a scan that only lists stops waiting for CRIU's folder,
    // which tells the time of the checkpoint. A container's log can stand between them.
    private const long LookAhead = 256 << 10;

    private readonly ScanOptions _options;
    private readonly CancellationToken _cancellationToken;
    private readonly ArchiveStream _stream;
    private readonly TarReader _tar;
    private readonly ScanResult _result;
    private readonly Dictionary<string, CheckpointImagesCollector> _images = new(StringComparer.Ordinal);
    private readonly NestedTotals _unpacked = new();
    private long _knownAt = long.MaxValue;
    private long _names;

    private ArchiveScan(ArchiveStream stream, ScanOptions options, CancellationToken cancellationToken)
    {
        _options = options;
        _cancellationToken = cancellationToken;
        _stream = stream;
        _tar = new TarReader(stream, options.Limits, options.Limits.Members);
        _result = new ScanResult { Compression = stream.Compression.ToString(), ArchiveSize = stream.FileLength, IncludesEnvironment = options.IncludeEnvironment };
    }

    /// <summary>Reads an archive.</summary>
    /// <param name="file">The file, at its start and seekable; disposed here.</param>
    /// <param name="options">How to read it.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <returns>What was found. Faults of the archive are findings of it.</returns>
    /// <exception cref="IOException">The file could not be read.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    internal static ScanResult Run(Stream file, ScanOptions options, CancellationToken cancellationToken)
    {
        using ArchiveStream stream = ArchiveStream.Open(file, options.Full && options.Hash, options.Limits, options.Progress, cancellationToken);
        var scan = new ArchiveScan(stream, options, cancellationToken);
        try
        {
            scan.ReadMembers();
        }
        catch (ArchiveFormatException exception)
        {
            scan._result.Findings.Add(scan.IsNoTar(exception)
                ? Finding.Error("NotACheckpointArchive", "This is no checkpoint archive: it does not begin as a tar does.")
                : exception.ToFinding());
        }

        scan.FinishImages();
        if (options.Full && options.Hash)
            scan._result.Sha256 = stream.FinishHash();
        return scan._result;
    }

    private bool IsNoTar(ArchiveFormatException exception) =>
        _result.Members.Count == 0 && exception.ErrorId is "TarChecksumWrong" or "TarTruncated" && exception.Location is "offset 0" || _stream.Position < TarHeader.BlockSize && exception.ErrorId is "TarTruncated";

    private void ReadMembers()
    {
        while (_tar.Next(_options.Observer) is { } member)
        {
            _cancellationToken.ThrowIfCancellationRequested();
            Add(member);
            if (!_options.Full && IsKnown())
                return;
        }

        if (_tar.EndMarkerSeen)
            _tar.ReadToEnd();
        else if (_result.Members.Count > 0)
            throw new ArchiveFormatException("TarTruncated", "The two empty blocks that end a tar are missing: the file was cut off between two members.");
        _result.Complete = true;
    }

    private bool IsKnown()
    {
        if (!_result.Json.ContainsKey(KnownMembers.ConfigDump) || !_result.Json.ContainsKey(KnownMembers.SpecDump))
            return false;
        if (_result.NewestImage is not null)
            return true;
        _knownAt = Math.Min(_knownAt, _stream.Position);
        return _tar.Content.Length > LookAhead || _stream.Position - _knownAt > LookAhead;
    }

    private void Add(TarMember member)
    {
        _result.Findings.AddRange(MemberRules.Check(member));
        if (member.Type == TarMemberType.GlobalHeader)
            return;
        _names += member.Name.Length + member.LinkTarget.Length;
        if (_names > _options.Limits.AllNames)
            throw new ArchiveFormatException("LimitNames", $"The members' names have more than {_options.Limits.AllNames:N0} characters together.");
        if (_result.Names.Add(member.Name) is { } finding)
            _result.Findings.Add(finding);

        ArchiveMember listed = ArchiveMember.From(member);
        _result.Members.Add(listed);
        string name = MemberName.Clean(member.Name);
        bool inImages = KnownMembers.IsImage(name) || name is KnownMembers.CheckpointFolder or KnownMembers.PreCheckpointFolder;
        if (inImages && (_result.NewestImage is null || member.Modified > _result.NewestImage.Modified))
            _result.NewestImage = listed;
        if (member.Type == TarMemberType.File)
            AddFile(name, member);
    }

    private void AddFile(string name, TarMember member)
    {
        if (_options.Full && KnownMembers.PlaceOfTar(name) is { } place)
            _result.Findings.AddRange(NestedTar.Inspect(name, place, _tar.Content, _options.Limits, _unpacked, _cancellationToken));
        if (KnownMembers.IsImage(name))
            AddImage(name, member);
        else if (KnownMembers.VolumeName(name) is { } volume)
            _result.VolumeSizes[volume] = member.Size;
        else if (name == KnownMembers.RootFsDiff)
            _result.RootFsDiffSize = member.Size;
        else if (name == KnownMembers.StatsDump)
            AddStatistics(member);
        else if (name is KnownMembers.ConfigDump or KnownMembers.SpecDump or KnownMembers.NetworkStatus or KnownMembers.DeletedFiles)
            AddJson(name, member);
    }

    private void AddImage(string name, TarMember member)
    {
        _result.CheckpointSize += member.Size;
        if (KnownMembers.IsPages(name))
            _result.MemorySize += member.Size;
        string folder = name[..name.IndexOf('/', StringComparison.Ordinal)];
        string image = name[(folder.Length + 1)..];
        if (name is KnownMembers.Inventory or KnownMembers.PreCheckpointInventory)
            AddInventory(name, folder, image, member);
        else if (_options.Full && CheckpointImagesCollector.Wants(image))
            ImagesOf(folder).Add(image, member.Size, _tar.Content, _cancellationToken);
    }

    private void AddInventory(string name, string folder, string image, TarMember member)
    {
        // Read whole, for its magic number decides whether this is a checkpoint at all.
        byte[] content = new byte[Math.Min(member.Size, MaxInventory)];
        _tar.Content.ReadExactly(content);
        bool sound = content.Length >= sizeof(uint) && BinaryPrimitives.ReadUInt32LittleEndian(content) == InventoryMagic;
        _result.Inventories[name] = sound;
        if (_options.Full && sound)
            ImagesOf(folder).Add(image, member.Size, new MemoryStream(content), _cancellationToken);
    }

    private CheckpointImagesCollector ImagesOf(string folder)
    {
        if (!_images.TryGetValue(folder, out CheckpointImagesCollector? images))
        {
            CriuLimits limits = _options.IncludeEnvironment ? CriuLimits.Default : CriuLimits.Default with { MaxArgumentLength = 0, MaxEnvironmentLength = 0 };
            _images[folder] = images = new CheckpointImagesCollector(limits, folder + "/", isPreDump: folder == KnownMembers.PreCheckpointFolder);
        }

        return images;
    }

    private void FinishImages()
    {
        // What lies behind the place where a damaged archive ends is not known to be missing.
        if (!_result.Complete)
            return;
        foreach ((string folder, CheckpointImagesCollector collector) in _images)
        {
            bool isCheckpoint = folder == KnownMembers.CheckpointFolder;
            if (isCheckpoint && _result.Statistics is not null)
                collector.AddStatistics(_result.Statistics);
            CheckpointImages images = collector.Complete(_cancellationToken);
            _result.Findings.AddRange(images.Findings);
            // Of an archive with both, the checkpoint is what is restored.
            if (isCheckpoint || _result.Images is null)
                _result.Images = images;
        }
    }

    private void AddStatistics(TarMember member)
    {
        try
        {
            _result.Statistics = StatisticsImage.ReadDump(_tar.Content, member.Size, CriuLimits.Default, _cancellationToken);
        }
        catch (CriuImageException exception)
        {
            // Podman restores without it; a damaged one still says that somebody was at the archive.
            _result.Findings.Add(Finding.Warning("StatisticsUnreadable", exception.Message, member.Name));
        }
    }

    private void AddJson(string name, TarMember member)
    {
        if (member.Size > _options.Limits.JsonBytes)
        {
            _result.Json[name] = null;
            _result.Findings.Add(Finding.Error("LimitJsonBytes", $"{name} is {member.Size:N0} bytes long; more than {_options.Limits.JsonBytes:N0} are refused.", name));
            return;
        }

        byte[] content = new byte[member.Size];
        _tar.Content.ReadExactly(content);
        _result.Json[name] = JsonMember.Parse(name, content, _options.Limits);
    }
}
