namespace CheckpointTools.Tests.Restore;

/// <summary>A host on which all archives of tests/fixtures can be restored: like the one they come from, with a pod for each share set.</summary>
internal static class FittingHost
{
    public const string ImageId = "e3de93d5c5713bba78ad52ae41e31ceeb1aa3069d33e6d04b0864f19056e8ff4";
    public const string OtherImageId = "9512e33fc92de5e3a9da933149cf7a6b829fff77c00f537c1faaca932b297cf0";
    public const string WebId = "65f9f7044661470090187e6cb55c2cb8c8177f9cb14dcf29fdcb5548a9fdbd12";
    public const string WebInfraId = "2ce1df694611b05e731e847c0ecd50b80e381fabbdd690bbee6578268aa61b4f";
    public const string AllId = "65a8063219c3191e03cb1de69ba4da058872584f337a8fcec7c62d688462c1ee";

    public static ContainerHost Facts { get; } = new()
    {
        Name = "target",
        PodmanVersion = "5.4.2",
        CriuVersion = "4.1.1",
        CriuKnown = true,
        Runtime = "crun",
        Runtimes =
        [
            new HostRuntime("crun", "/usr/bin/crun", "1.21", CanCheckpoint: true, CanRestoreIntoPod: true),
            new HostRuntime("runc", "/usr/bin/runc", "1.1.15", CanCheckpoint: true, CanRestoreIntoPod: true),
        ],
        CgroupVersion = "v2",
        CgroupManager = "cgroupfs",
        Architecture = "amd64",
        GraphRoot = "/var/lib/containers/storage",
        RunRoot = "/run/containers/storage",
        VolumePath = "/var/lib/containers/storage/volumes",
        FreeSpace = 50_000_000_000,
        Pods =
        [
            Pod("web", WebId, WebInfraId, "ipc", "net", "uts"),
            Pod("all", AllId, new string('a', 64), "cgroup", "ipc", "mount", "net", "pid", "user", "uts"),
            Pod("less", "2fb45ae3483210ff0e79a8be5f18f0beb57fe16709131e657fc5037676dff1ce", new string('b', 64), "net"),
            Pod("bare", "e5b177bf94696c65ffdd6ceeb4f02aa533b961f0c577771fcb926d1dfedec417", ""),
        ],
        Containers =
        [
            new HostContainer { Id = WebInfraId, Name = "web-infra", State = "running", Pod = WebId, IsInfra = true },
            new HostContainer { Id = new string('1', 64), Name = "proxy", State = "running", Ports = [new PortMapping { HostPort = 443, ContainerPort = 443 }] },
        ],
        Volumes = ["other"],
        Images = [new HostImage(ImageId, ["localhost/bb:latest"])],
        Networks = [new HostNetwork("podman", ["10.88.0.0/16"], ["10.88.0.99"])],
    };

    public static HostPod Pod(string name, string id, string infra, params string[] shares) => new()
    {
        Id = id,
        Name = name,
        State = "Running",
        SharedNamespaces = shares,
        InfraContainerId = infra,
        CgroupPath = "/libpod_parent/" + id,
    };
}
