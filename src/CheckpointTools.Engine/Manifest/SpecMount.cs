namespace CheckpointTools.Manifest;

/// <summary>An element of <c>mounts</c> in spec.dump, as the OCI runtime specification has it.</summary>
/// <param name="Destination">The path in the container.</param>
/// <param name="Type"><c>bind</c>, <c>tmpfs</c>, <c>proc</c>, …</param>
/// <param name="Source">The path on the host of a bind mount; a word for other types.</param>
/// <param name="Options">Mount options.</param>
public sealed record SpecMount(string Destination, string Type, string Source, IReadOnlyList<string> Options)
{
    /// <summary>Whether a path of the host is mounted: the type says <c>bind</c>, or an option does.</summary>
    public bool IsBind => Type is "bind" or "rbind" || Options.Contains("bind") || Options.Contains("rbind");

    /// <summary>Whether the options say <c>ro</c>, and nothing else of it.</summary>
    public bool ReadOnly => Options.Contains("ro") && !Options.Contains("rw");
}
