using System.Text.Json.Nodes;
using CheckpointTools.Manifest;

namespace CheckpointTools.Restore.Rules;

/// <summary>What spec.dump lets one conclude about the machine that a container ran on; an archive does not name it.</summary>
internal static class ArchivedMachine
{
    private static readonly Dictionary<string, string> Architectures = new(StringComparer.Ordinal)
    {
        ["SCMP_ARCH_X86_64"] = "amd64",
        ["SCMP_ARCH_X86"] = "386",
        ["SCMP_ARCH_AARCH64"] = "arm64",
        ["SCMP_ARCH_ARM"] = "arm",
        ["SCMP_ARCH_PPC64LE"] = "ppc64le",
        ["SCMP_ARCH_S390X"] = "s390x",
        ["SCMP_ARCH_RISCV64"] = "riscv64",
        ["SCMP_ARCH_LOONGARCH64"] = "loong64",
        ["SCMP_ARCH_MIPS64"] = "mips64",
        ["SCMP_ARCH_MIPSEL64"] = "mips64le",
    };

    private static readonly string[] FirstVersionOnly = ["kernel", "kernelTCP", "swappiness", "disableOOMKiller"];

    /// <summary>
    /// The architectures by Go's names of them: the machine's own first, and those whose programs it can run besides;
    /// none where the container had no seccomp profile.
    /// </summary>
    internal static IReadOnlyList<string> RunsOn(SpecDump spec) =>
        Linux(spec)?["seccomp"] is JsonObject seccomp && seccomp["architectures"] is JsonArray list
            ? [.. list.OfType<JsonValue>().Select(static item => item.TryGetValue(out string? name) ? Architectures.GetValueOrDefault(name, "") : "").Where(static name => name.Length > 0)]
            : [];

    /// <summary>
    /// The cgroup version, and whether it is certain. A limit that only one of the versions has is proof. Else it
    /// shows by default: Podman gives containers a cgroup namespace of their own on v2 and none on v1.
    /// </summary>
    internal static (string Version, bool Certain) CgroupVersion(SpecDump spec, ConfigDump config)
    {
        JsonObject? resources = Linux(spec)?["resources"] as JsonObject;
        if (resources?["unified"] is JsonObject { Count: > 0 })
            return ("v2", true);
        if (resources?["memory"] is JsonObject memory && FirstVersionOnly.Any(name => memory[name] is not null && memory[name]?.ToJsonString() is not ("0" or "false")))
            return ("v1", true);
        if (spec.Namespaces.Any(static item => item.Key == "cgroup") || config.NamespaceContainers.ContainsKey("cgroup"))
            return ("v2", false);
        return spec.Namespaces.Count > 0 ? ("v1", false) : ("", false);
    }

    private static JsonObject? Linux(SpecDump spec) => (spec.Source.Root as JsonObject)?["linux"] as JsonObject;
}
