namespace CheckpointTools.Ports;

/// <summary>
/// The stable ids of the rules about ports: the check's name in a plan and the error's id in an import.
/// </summary>
public static class PortErrorId
{
    /// <summary>A port mapping cannot be parsed, or its numbers, address or protocols cannot be.</summary>
    public const string InvalidPort = "InvalidPort";

    /// <summary>Two of the wanted mappings claim the same port of the host.</summary>
    public const string PortConflict = "PortConflict";

    /// <summary>A running container has published the port of the host already.</summary>
    public const string PortInUse = "PortInUse";
}
