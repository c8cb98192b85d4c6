namespace CheckpointTools.Criu;

/// <summary>How a file name's number is written, in the names that hold one.</summary>
internal enum CriuImageNumber
{
    /// <summary>The name holds no number.</summary>
    None,

    /// <summary>Decimal: a process, a namespace, a table of files.</summary>
    Decimal,

    /// <summary>Lower-case hexadecimal: a ghost file, a TCP stream.</summary>
    Hexadecimal,
}
