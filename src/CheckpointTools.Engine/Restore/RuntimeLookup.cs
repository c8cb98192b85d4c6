namespace CheckpointTools.Restore;

/// <summary>The OCI runtime that will restore the container.</summary>
/// <param name="Archived">The host's runtime of the name or path that the archive has; null where it was not looked for, or not asked about.</param>
/// <param name="Wanted">The host's runtime that was asked for; that of the archive where none was.</param>
/// <param name="Name">What config.dump has to say, so that Podman takes the wanted one.</param>
/// <param name="Agree">Whether the two are one program; null where that cannot be told.</param>
internal sealed record RuntimeLookup(HostRuntime? Archived, HostRuntime? Wanted, string Name, bool? Agree)
{
    internal static RuntimeLookup Find(ContainerHost host, RestoreRequest request)
    {
        string archived = request.Config.Runtime;
        HostRuntime? there = Find(host, archived);
        if (host.IsRemote)
        {
            // A service takes its default runtime and compares nothing (libpod's REST interface).
            HostRuntime? used = Find(host, host.Runtime);
            return new RuntimeLookup(there, used, archived, host.Runtime.Length == 0 ? null : SameProgram(archived, there, host.Runtime, used));
        }
        string wanted = request.Runtime;
        HostRuntime? asked = wanted == archived ? there : Find(host, wanted);
        bool? agree = SameProgram(archived, there, wanted, asked);
        bool rename = agree == true && there is not { Path.Length: > 0 } && asked is { Path.Length: > 0 };
        return new RuntimeLookup(there, asked, rename ? wanted : archived, agree);
    }

    // The same path is the same program. Where the archive's path is not on this host, a program of the same file
    // name is taken for it, if it was asked for.
    private static bool? SameProgram(string left, HostRuntime? leftFound, string right, HostRuntime? rightFound)
    {
        if (left == right)
            return true;
        if (leftFound is { Path.Length: > 0 } && rightFound is { Path.Length: > 0 })
            return leftFound.Path == rightFound.Path;
        return FileName(left) == FileName(right) ? true : rightFound is { Path.Length: > 0 } ? false : null;
    }

    private static HostRuntime? Find(ContainerHost host, string name) => name.Length == 0
        ? null
        : host.Runtimes.FirstOrDefault(runtime => runtime.Is(name));

    private static string FileName(string path) => path[(path.LastIndexOf('/') + 1)..];
}
