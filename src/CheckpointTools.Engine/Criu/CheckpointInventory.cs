namespace CheckpointTools;

/// <summary>What CRIU noted about a whole checkpoint (<c>inventory_entry</c> of inventory.img).</summary>
public sealed record CheckpointInventory
{
    /// <summary>The version of the images' format: 1 or 2, which CRIU calls 1.0 and 1.1 (<c>img_version</c>).</summary>
    public int ImageVersion { get; init; }

    /// <summary>
    /// The Linux security module of the host: <c>None</c>, <c>SELinux</c> or <c>AppArmor</c> (<c>lsmtype</c>); null
    /// where CRIU did not say.
    /// </summary>
    public string? SecurityModule { get; init; }

    /// <summary>
    /// How the memory was read, if this is a pre-dump: <c>Splice</c> or <c>Read</c> (<c>pre_dump_mode</c>); else null.
    /// </summary>
    public string? PreDumpMode { get; init; }

    /// <summary>Whether TCP connections were to be closed on restore (<c>tcp_close</c>); null where CRIU did not say.</summary>
    public bool? TcpClose { get; init; }

    /// <summary>
    /// How the network was locked during the dump: <c>iptables</c>, <c>nftables</c> or <c>skip</c>
    /// (<c>network_lock_method</c>); null where CRIU did not say.
    /// </summary>
    public string? NetworkLockMethod { get; init; }

    /// <summary>How long the host had been up when the dump was taken (<c>dump_uptime</c>); null where CRIU did not say.</summary>
    public TimeSpan? HostUptime { get; init; }

    /// <summary>CRIU's id of the run that took the dump (<c>dump_criu_run_id</c>); null where CRIU did not say.</summary>
    public string? RunId { get; init; }

    /// <summary>The namespaces that CRIU itself ran in (<c>root_ids</c>); null where CRIU did not say.</summary>
    public ProcessNamespaces? RootNamespaces { get; init; }
}
