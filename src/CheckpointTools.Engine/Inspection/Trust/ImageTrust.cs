using CheckpointTools.Restore;

namespace CheckpointTools.Inspection.Trust;

/// <summary>
/// Image names that are not what they seem. A restore pulls what <c>rootfsImageName</c> says and gives that name to what it
/// got, so that a later <c>podman run NAME</c> takes it.
/// </summary>
internal static class ImageTrust
{
    private const int IdLength = 64;

    private static readonly string[] FileTransports = ["containers-storage", "dir", "docker-archive", "docker-daemon", "oci", "oci-archive", "ostree", "sif", "tarball"];

    internal static IEnumerable<Finding> Check(TrustSubject subject)
    {
        if (subject.Config is not { } config)
            yield break;
        foreach ((string field, string name) in new[] { ("rootfsImageName", config.RootfsImageName), ("RawImageName", config.RawImageName) })
        {
            if (Judge(name) is { } verdict)
                yield return Finding.Trust(verdict.Risk, verdict.Id, $"The image's name {MemberRules.Printable(name)} {verdict.Meaning}.", $"config.dump:$.{field}");
        }

        if (!Agree(config.RawImageName, config.RootfsImageName))
        {
            yield return Finding.Trust(
                FindingRisk.Medium,
                "ImageNamesDisagree",
                $"The container was asked for with the image {MemberRules.Printable(config.RawImageName)}, and its files are said to come from {MemberRules.Printable(config.RootfsImageName)}.",
                "config.dump:$.RawImageName");
        }

        if (config.IsLibpod && config.RootfsImageId.Length > 0 && !IsHex(config.RootfsImageId, IdLength))
        {
            yield return Finding.Trust(
                FindingRisk.Medium,
                "ImageIdInvalid",
                $"The image's id {MemberRules.Printable(config.RootfsImageId)} is not of 64 hexadecimal digits, so that it may stand for another image.",
                "config.dump:$.rootfsImageID");
        }
    }

    /// <summary>Judges a name by itself.</summary>
    /// <param name="name">The name, any text.</param>
    /// <returns>Null for a name that is what it seems.</returns>
    internal static (string Risk, string Id, string Meaning)? Judge(string name)
    {
        // A tag of docker.io/library/docker is no transport.
        if (name.Length == 0 || IsId(name) || (name.StartsWith("docker:", StringComparison.Ordinal) && !name.Contains('/', StringComparison.Ordinal)))
            return null;
        if (FileTransports.Any(transport => name.StartsWith(transport + ":", StringComparison.Ordinal)) && name.IndexOf(':', StringComparison.Ordinal) is var colon && name[(colon + 1)..].Contains('/', StringComparison.Ordinal))
            return (FindingRisk.High, "ImageTransport", "makes Podman copy it from files of the host or from another engine, and not from a registry");
        if (ImageReference.Parse(WithoutDocker(name)) is not { } reference)
        {
            return name.Any(static c => c is < '!' or > '~')
                ? (FindingRisk.Medium, "ImageNameInvalid", "holds characters that look like others or like nothing")
                : (FindingRisk.Medium, "ImageNameInvalid", "is none that a registry knows");
        }

        return RegistryLookalike.Of(reference) is { } original ? (FindingRisk.Medium, "ImageNameLookalike", $"looks like one of {original} and is not") : null;
    }

    /// <summary>Whether the name that a user gave and the full name of the image can be of one image.</summary>
    internal static bool Agree(string raw, string full)
    {
        if (raw.Length == 0 || full.Length == 0 || IsId(raw) || ImageReference.Parse(WithoutDocker(raw)) is not { } asked || ImageReference.Parse(WithoutDocker(full)) is not { } got)
            return true; // an id says nothing, and a name that is none is told of by itself
        if (asked.Digest.Length > 0 && got.Digest.Length > 0 && asked.Digest != got.Digest)
            return false;
        bool tagged = asked.Tag == got.Tag || asked.Digest.Length > 0 || got.Digest.Length > 0;
        if (!ImageReference.IsShort(WithoutDocker(raw)))
            return tagged && asked.Domain == got.Domain && asked.Path == got.Path;
        // A short name is looked for in the host's registries and among its aliases.
        return tagged && Last(asked.Path) == Last(got.Path);
    }

    private static string WithoutDocker(string name) => name.StartsWith("docker://", StringComparison.Ordinal) ? name["docker://".Length..] : name;

    private static string Last(string path) => path[(path.LastIndexOf('/') + 1)..];

    private static bool IsId(string name) =>
        IsHex(name.StartsWith("sha256:", StringComparison.Ordinal) ? name["sha256:".Length..] : name, IdLength) || (name.Length >= 12 && IsHex(name, name.Length));

    private static bool IsHex(string text, int length) => text.Length == length && text.All(char.IsAsciiHexDigitLower);
}
