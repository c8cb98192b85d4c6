using CheckpointTools.Archive;
using CheckpointTools.Inspection.Agreement;
using CheckpointTools.Inspection.Trust;
using CheckpointTools.Manifest;

namespace CheckpointTools.Inspection;

/// <summary>Makes the manifest of the facts of a pass. Pure.</summary>
internal static class ManifestBuilder
{
    private const int MostOfOneId = 100;

    /// <summary>Builds it.</summary>
    /// <param name="scan">The facts.</param>
    /// <param name="path">The archive's path.</param>
    /// <param name="full">Whether all of the archive was read, so that the manifest may say <c>Valid</c>.</param>
    /// <returns>The manifest.</returns>
    internal static CheckpointManifest Build(ScanResult scan, string path, bool full)
    {
        List<Finding> findings = [.. scan.Findings, .. StructureRules.CheckJson(scan)];
        ConfigDump? config = Json(scan, KnownMembers.ConfigDump) is { Root: not null } configJson ? ConfigDump.Read(configJson, findings) : null;
        SpecDump? spec = Json(scan, KnownMembers.SpecDump) is { Root: not null } specJson ? SpecDump.Read(specJson, findings) : null;
        IReadOnlyList<NetworkAddress> addresses = Json(scan, KnownMembers.NetworkStatus) is { Root: not null } network
            ? NetworkStatus.Read(network, config?.Networks ?? [], findings)
            : [];
        IReadOnlyList<string> deleted = Json(scan, KnownMembers.DeletedFiles) is { Root: not null } list
            ? DeletedFiles.Read(list, findings)
            : [];
        if (config is not null)
            findings.AddRange(IdentityRules.Check(config));
        string layout = LayoutRules.Recognize(scan.Names.Cleaned, config, spec);
        findings.AddRange(TrustRules.Check(new TrustSubject(config, spec) { SecurityModule = scan.Images?.Inventory?.SecurityModule }));
        if (full)
        {
            findings.AddRange(StructureRules.Check(scan, layout));
            findings.AddRange(AgreementRules.Check(config, spec, scan));
        }

        string name = NameOf(config, spec);
        (DateTimeOffset? checkpointed, string source) = CheckpointTime(scan, config);
        return new CheckpointManifest
        {
            Name = name,
            Id = config?.Id ?? "",
            Image = config?.RootfsImageName ?? "",
            ImageId = config?.RootfsImageId ?? "",
            Pod = config?.Pod is { Length: > 0 } pod ? pod : spec?.Annotations.GetValueOrDefault("io.kubernetes.cri-o.SandboxID") is { } sandbox && layout == ArchiveLayout.CriO ? sandbox : "",
            Engine = LayoutRules.Engine(layout),
            Layout = layout,
            Runtime = config?.Runtime ?? "",
            Created = config?.CreatedTime,
            Checkpointed = checkpointed,
            CheckpointedSource = source,
            ArchivePath = path,
            ArchiveSize = scan.ArchiveSize,
            Compression = scan.Compression,
            Sha256 = scan.Sha256,
            Verification = !full ? VerificationState.NotVerified
                : findings.Any(static finding => finding.Severity == FindingSeverity.Error) ? VerificationState.Invalid
                : VerificationState.Valid,
            IsPreCheckpoint = scan.IsPreCheckpoint,
            IsIncremental = scan.Names.Contains(KnownMembers.Parent) ? true : scan.Complete ? false : null,
            Command = spec?.Args ?? [],
            WorkingDirectory = spec?.WorkingDirectory ?? "",
            User = config?.User is { Length: > 0 } user ? user : spec is null ? "" : $"{spec.UserId}:{spec.GroupId}",
            HostName = spec?.HostName is { Length: > 0 } hostName ? hostName : scan.Images?.HostName ?? "",
            Environment = spec is null ? [] : scan.IncludesEnvironment ? spec.Environment : [.. spec.Environment.Select(static variable => variable.Split('=')[0])],
            Labels = config?.Labels ?? new Dictionary<string, string>(),
            SharedNamespaces = [.. config?.NamespaceContainers.Keys ?? []],
            Networks = [.. config?.Networks.Select(static network => network.Name) ?? []],
            Addresses = addresses,
            Ports = config?.PortMappings ?? [],
            Volumes = [.. config?.NamedVolumes.Select(volume => volume with { Size = scan.VolumeSizes.TryGetValue(volume.Name, out long size) ? size : null }) ?? []],
            BindMounts = spec is null ? [] : EngineMounts.UserMounts(spec, config),
            RestartPolicy = config is { RestartPolicy.Length: > 0, RestartRetries: > 0 } ? $"{config.RestartPolicy}:{config.RestartRetries}" : config?.RestartPolicy ?? "",
            HealthCheck = HealthCheck(config?.HealthCheck ?? []),
            Privileged = config?.Privileged ?? false,
            Capabilities = spec?.BoundingCapabilities ?? [],
            CheckpointSize = full ? scan.CheckpointSize : null,
            MemorySize = full ? scan.MemorySize : null,
            RootFileSystemChangeSize = full ? scan.RootFsDiffSize ?? 0 : null,
            DeletedFiles = deleted,
            VolumeSize = full ? scan.VolumeSizes.Values.Sum() : null,
            Statistics = scan.Statistics,
            Processes = [.. scan.Images?.Processes.Select(process => process with { ContainerName = name, ArchivePath = path }) ?? []],
            Mounts = scan.Images?.Mounts ?? [],
            Cgroups = scan.Images?.Cgroups ?? [],
            Memory = scan.Images?.Memory,
            Architecture = scan.Images?.Architecture ?? "",
            Members = scan.Members,
            Findings = [.. Bounded(findings).Select(finding => finding with { ArchivePath = path })],
            Config = config,
            Spec = spec,
        };
    }

    // The scan's own are bounded more tightly; here it is about the thousands that one JSON could have.
    private static IReadOnlyList<Finding> Bounded(List<Finding> findings)
    {
        var bounded = new FindingList(MostOfOneId);
        bounded.AddRange(findings);
        return bounded.ToList();
    }

    // The first word says how the rest is run; NONE turns the image's health check off.
    private static string HealthCheck(IReadOnlyList<string> test) => test switch
    {
        ["NONE", ..] => "",
        ["CMD" or "CMD-SHELL", ..] => string.Join(' ', test.Skip(1)),
        _ => string.Join(' ', test),
    };

    private static JsonMember? Json(ScanResult scan, string name) => scan.Json.GetValueOrDefault(name);

    private static string NameOf(ConfigDump? config, SpecDump? spec)
    {
        if (config?.Name is { Length: > 0 } name)
            return name;
        return spec?.Annotations.GetValueOrDefault("io.kubernetes.container.name")
            ?? spec?.Annotations.GetValueOrDefault("io.kubernetes.cri.container-name")
            ?? "";
    }

    private static (DateTimeOffset? Time, string Source) CheckpointTime(ScanResult scan, ConfigDump? config)
    {
        if (config?.CheckpointedTime is { } time)
            return (time, "config.dump:$.checkpointedTime");
        if (scan.NewestImage is { } newest)
            return (newest.Modified, newest.Name);
        // Podman writes config.dump when it exports, right after the checkpoint.
        return scan.Members.FirstOrDefault(static member => MemberName.Clean(member.Name) == KnownMembers.ConfigDump) is { } dump
            ? (dump.Modified, dump.Name)
            : (null, "");
    }
}
