using System.Text.RegularExpressions;
using CheckpointTools.Manifest;

namespace CheckpointTools.Inspection;

/// <summary>
/// The id and the names that config.dump gives. Podman makes paths of the host of them, and not all of its code asks
/// whether they are what it would have chosen itself.
/// </summary>
internal static partial class IdentityRules
{
    /// <summary>Judges them.</summary>
    /// <param name="config">config.dump.</param>
    /// <returns>The findings.</returns>
    internal static IEnumerable<Finding> Check(ConfigDump config)
    {
        string member = config.Source.Name;
        if (config.Id.Length > 0 && !Id().IsMatch(config.Id))
            yield return Finding.Error("ContainerIdInvalid", $"The container's id \"{MemberRules.Printable(config.Id)}\" is not of 64 hexadecimal digits; Podman would make paths of it.", $"{member}:$.id");
        if (config.Name.Length > 0 && !Name().IsMatch(config.Name))
            yield return Finding.Error("ContainerNameInvalid", $"\"{MemberRules.Printable(config.Name)}\" is no name that a container can have.", $"{member}:$.name");
        foreach (NamedVolume volume in config.NamedVolumes.Where(static volume => !Name().IsMatch(volume.Name)))
            yield return Finding.Error("VolumeNameInvalid", $"\"{MemberRules.Printable(volume.Name)}\" is no name that a volume can have; Podman would make a path of it.", $"{member}:$.namedVolumes");
    }

    [GeneratedRegex(@"\A[0-9a-f]{64}\z", RegexOptions.CultureInvariant)]
    private static partial Regex Id();

    // define.NameRegex of libpod.
    [GeneratedRegex(@"\A[a-zA-Z0-9][a-zA-Z0-9_.-]*\z", RegexOptions.CultureInvariant)]
    private static partial Regex Name();
}
