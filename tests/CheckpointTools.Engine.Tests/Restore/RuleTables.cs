using System.Text.Json.Nodes;
using CheckpointTools.Tests.Archive;
using static CheckpointTools.CheckState;

namespace CheckpointTools.Tests.Restore;

/// <summary>The rules' tables about archive, options, container and pod. The verdicts are those of the seed, of Podman's source and of DESIGN.md.</summary>
internal static class RuleTables
{
    private static readonly string Other = new('f', 64);

    public static IReadOnlyDictionary<string, RuleCase> Request { get; } = new Dictionary<string, RuleCase>
    {
        ["a service that does not answer"] = new("HostUnreachable", Failed) { Host = static host => host with { Connection = "far", PodmanVersion = "" }, Says = "far" },
        ["a service that answers"] = new("HostUnreachable", Passed) { Host = static host => host with { Connection = "far", IsRemote = true } },
        ["a local podman has nothing to reach"] = new("HostUnreachable", NotApplicable),
        ["podman"] = new("PodmanMissing", Passed) { Says = "5.4.2" },
        ["no podman"] = new("PodmanMissing", Failed) { Host = static host => host with { PodmanVersion = "" } },
        ["no podman at a connection is unreachable, not missing"] = new("PodmanMissing", NotApplicable) { Host = static host => host with { Connection = "far", PodmanVersion = "" } },
        ["root"] = new("RootRequired", Passed),
        ["without root"] = new("RootRequired", Failed) { Host = static host => host with { Rootless = true }, Recommends = "sudo" },
        ["a service without root"] = new("RootRequired", Failed) { Host = static host => host with { Rootless = true, IsRemote = true }, Recommends = "-Connection" },

        ["an archive that was read in full"] = new("ArchiveInvalid", Passed),
        ["an archive that was listed"] = new("ArchiveInvalid", Unknown) { Listed = true },
        ["an archive without an inventory"] = new("ArchiveInvalid", Failed) { Members = static archive => archive.Without("checkpoint/inventory.img"), Says = "inventory.img", Recommends = "Test-CheckpointArchive" },
        ["an archive that gets no more than others"] = new("ArchiveNotTrusted", Passed) { Says = "low risk" },
        ["one that was listed"] = new("ArchiveNotTrusted", Passed) { Listed = true, Says = "by config.dump and spec.dump" },
        ["one that gets more, as many do"] = new("ArchiveNotTrusted", Passed) { Spec = static spec => spec["linux"]!["seccomp"] = null, Says = "medium risk" },
        ["one that gets the host"] = new("ArchiveNotTrusted", Failed) { Config = static config => config["privileged"] = true, Says = "privileged", Recommends = "-Force" },
        ["one that gets the host, by its nested tar alone"] = new("ArchiveNotTrusted", Failed) { Members = static archive => archive.With("rootfs-diff.tar", new TarBuilder().Pax(("SCHILY.xattr.trusted.x", "y")).Add("a").End()), Says = "attributes" },
        ["several reasons"] = new("ArchiveNotTrusted", Failed) { Spec = static spec => spec["hooks"] = JsonNode.Parse("""{"prestart":[{"path":"/a"},{"path":"/b"},{"path":"/c"},{"path":"/d"},{"path":"/e"},{"path":"/f"},{"path":"/g"}]}"""), Says = "And 2 more." },
        ["one that gets the host, and may"] = new("ArchiveNotTrusted", Warning) { Config = static config => config["privileged"] = true, Options = new() { Force = true }, Says = "privileged" },
        ["an invalid one with -Force"] = new("ArchiveInvalid", Failed) { Members = static archive => archive.Without("checkpoint/inventory.img"), Options = new() { Force = true } },
        ["Podman's archive"] = new("NotRestorable", Passed),
        ["CRI-O's archive"] = new("NotRestorable", Failed) { Spec = static spec => spec["annotations"] = new JsonObject { ["io.container.manager"] = "cri-o" }, Says = "CRI-O" },
        ["a pod's archive"] = new("NotRestorable", Failed) { Members = static archive => archive.With("pod.dump", "{}"), Says = "whole pod" },
        ["a pre-checkpoint"] = new("NotRestorable", Failed) { Members = static archive => archive.Rename(static name => name.StartsWith("checkpoint/", StringComparison.Ordinal) ? "pre-" + name : name), Says = "pre-checkpoint", Recommends = "-PreviousPath" },
        ["an id that is a path"] = new("NotRestorable", Failed) { Config = static config => config["id"] = "../../../etc", Says = "64" },
        ["no dependencies"] = new("HasDependencies", Passed),
        ["dependencies"] = new("HasDependencies", Failed) { Config = static config => config["Dependencies"] = new JsonArray(Other), Says = Other },
        ["another container's network outside a pod"] = new("HasDependencies", Failed) { Config = static config => config["netNsCtr"] = Other, Says = "net" },
        ["complete in itself"] = new("PreviousRequired", Passed),
        ["a pre-checkpoint that is not needed"] = new("PreviousRequired", Warning) { Options = new() { PreviousPath = "pre.tar" }, Recommends = "-PreviousPath" },
        ["not read far enough for checkpoint/parent"] = new("PreviousRequired", Unknown) { Listed = true },

        ["no two options that exclude each other"] = new("OptionConflict", Passed) { Options = new() { TcpEstablished = true, FileLock = true } },
        ["connections kept under a new name"] = new("OptionConflict", Failed) { Options = new() { TcpEstablished = true, Name = "x" }, Recommends = "-Name" },
        ["connections kept and closed"] = new("OptionConflict", Failed) { Options = new() { TcpEstablished = true, TcpClose = true } },
        ["no option that is not known everywhere"] = new("OptionUnsupported", NotApplicable),
        ["-TcpClose in 5.4"] = new("OptionUnsupported", Failed) { Options = new() { TcpClose = true }, Says = "5.7" },
        ["-TcpClose in 5.7"] = new("OptionUnsupported", Passed) { Options = new() { TcpClose = true }, Host = static host => host with { PodmanVersion = "5.7.0" } },
        ["-TcpClose in 6.0-dev"] = new("OptionUnsupported", Passed) { Options = new() { TcpClose = true }, Host = static host => host with { PodmanVersion = "6.0.0-dev" } },
        ["-TcpClose in an unknown version"] = new("OptionUnsupported", Unknown) { Options = new() { TcpClose = true }, Host = static host => host with { PodmanVersion = "next" } },
        ["-PreviousPath here"] = new("OptionUnsupported", Passed) { Options = new() { PreviousPath = "pre.tar" } },
        ["-PreviousPath over a connection"] = new("OptionUnsupported", Failed) { Options = new() { PreviousPath = "pre.tar" }, Host = static host => host with { IsRemote = true } },
        ["a name"] = new("InvalidName", Passed) { Options = new() { Name = "Web_1.a-b" } },
        ["a name that is an option"] = new("InvalidName", Failed) { Options = new() { Name = "--all" } },
        ["a name with a new line"] = new("InvalidName", Failed) { Options = new() { Name = "web\n" } },
        ["the archive's own name"] = new("InvalidName", Failed) { Config = static config => config["name"] = "a/b", Recommends = "-Name" },

        ["neither id nor name taken"] = new("ContainerExists", Passed),
        ["the id taken"] = new("ContainerExists", Failed) { Host = static host => With(host, PlainId, "renamed"), Says = "renamed", Recommends = "-SkipExisting" },
        ["the name taken"] = new("ContainerExists", Failed) { Host = static host => With(host, Other, "plain"), Recommends = "podman rm plain" },
        ["the id taken, but a new name brings a new id"] = new("ContainerExists", Passed) { Options = new() { Name = "new" }, Host = static host => With(host, PlainId, "plain") },
        ["the new name taken"] = new("ContainerExists", Failed) { Options = new() { Name = "new" }, Host = static host => With(host, Other, "new") },
        ["there and skipped"] = new("ContainerExists", Passed) { Options = new() { SkipExisting = true }, Host = static host => With(host, PlainId, "plain") },
        ["another of that name, skipped"] = new("ContainerExists", Warning) { Options = new() { SkipExisting = true }, Host = static host => With(host, Other, "plain"), Says = "not the container of the archive" },
        ["there and skipped, but stopped"] = new("ContainerExists", Warning) { Options = new() { SkipExisting = true }, Host = static host => With(host, PlainId, "plain", "exited"), Says = "exited" },
    };

    public static IReadOnlyDictionary<string, RuleCase> Pods { get; } = new Dictionary<string, RuleCase>
    {
        ["no pod needed"] = new("PodRequired", NotApplicable),
        ["a pod needed and given"] = new("PodRequired", Passed) { Fixture = "pod-pdef.tar.zst", Options = new() { Pod = "web" } },
        ["a pod needed"] = new("PodRequired", Failed) { Fixture = "pod-pdef.tar.zst", Recommends = "--share ipc,net,uts" },
        ["no pod asked for"] = new("NotAPodContainer", NotApplicable),
        ["a pod for a container of a pod"] = new("NotAPodContainer", Passed) { Fixture = "pod-pdef.tar.zst", Options = new() { Pod = "web" } },
        ["a pod for a container of none"] = new("NotAPodContainer", Failed) { Options = new() { Pod = "web" }, Recommends = "-Pod" },
        ["no pod to look for"] = new("PodNotFound", NotApplicable) { Options = new() { Pod = "nosuch" } },
        ["a pod by name"] = In("PodNotFound", Passed, "web"),
        ["a pod by id"] = In("PodNotFound", Passed, FittingHost.WebId),
        ["a pod by the beginning of its id"] = In("PodNotFound", Passed, "65f9"),
        ["two pods by the beginning of their ids"] = In("PodNotFound", Failed, "65") with { Says = "More than one" },
        ["no such pod"] = In("PodNotFound", Failed, "nosuch") with { Says = "nosuch", Recommends = "podman pod create" },
        ["a name that is the beginning of another's id"] = In("PodNotFound", Passed, "65f9") with { Host = static host => host with { Pods = [.. host.Pods, FittingHost.Pod("65f9", Other, Other, "ipc", "net", "uts")] }, Says = Other[..12] },
        ["an infra container"] = In("PodHasNoInfraContainer", Passed, "web"),
        ["no infra container"] = In("PodHasNoInfraContainer", Failed, "bare"),
        ["no pod whose infra container it could be"] = In("PodHasNoInfraContainer", NotApplicable, "nosuch"),
        ["no pod, no infra container"] = new("PodHasNoInfraContainer", NotApplicable),
        ["no user namespace"] = new("UserNamespace", Passed),
        ["a user namespace of the pod's"] = In("UserNamespace", Warning, "all") with { Config = static config => config["userNsCtr"] = Other, Says = "of its pod" },
        ["a user namespace of its own"] = new("UserNamespace", Warning) { Config = static config => config["postConfigureNetNS"] = true, Says = "of its own" },
        ["a user namespace of its own without a network"] = new("UserNamespace", Passed) { Config = static config => { config["postConfigureNetNS"] = true; config["createNetNS"] = false; } },
        ["no runtime for pods needed"] = new("RuntimeLacksPodRestore", NotApplicable),
        ["a runtime that restores into pods"] = In("RuntimeLacksPodRestore", Passed, "web"),
        ["a runtime that does not restore into pods"] = In("RuntimeLacksPodRestore", Failed, "web") with { Host = static host => Runc(host, runc => runc with { CanRestoreIntoPod = false }), Says = "runc" },
        ["crun in a Podman that does not know it"] = In("RuntimeLacksPodRestore", Failed, "web") with { Config = static config => config["runtime"] = "crun", Host = static host => host with { PodmanVersion = "5.2.5" }, Says = "crun" },
        ["crun in a Podman that knows it"] = In("RuntimeLacksPodRestore", Passed, "web") with { Config = static config => config["runtime"] = "crun", Host = static host => host with { PodmanVersion = "5.3.0" } },
        ["a runtime that could not be asked"] = In("RuntimeLacksPodRestore", Unknown, "web") with { Host = static host => Runc(host, runc => runc with { Known = false, CanRestoreIntoPod = false }) },
        ["a runtime that is not there"] = In("RuntimeLacksPodRestore", NotApplicable, "web") with { Host = static host => Runc(host, runc => runc with { Path = "", CanRestoreIntoPod = false }) },
    };

    public const string PlainId = "3d6aef79368699de687e6563d33fe0452dbccefe6e3f574dcc22ce94edf5ec2a";

    public static RuleCase In(string id, string state, string pod) => new(id, state) { Fixture = "pod-pdef.tar.zst", Options = new() { Pod = pod } };

    public static ContainerHost With(ContainerHost host, string id, string name, string state = "running") =>
        host with { Containers = [.. host.Containers, new HostContainer { Id = id, Name = name, State = state }] };

    public static ContainerHost Runc(ContainerHost host, Func<HostRuntime, HostRuntime> change) =>
        host with { Runtimes = [.. host.Runtimes.Select(runtime => runtime.Name == "runc" ? change(runtime) : runtime)] };
}
