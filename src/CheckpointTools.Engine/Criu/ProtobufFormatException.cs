namespace CheckpointTools.Criu;

/// <summary>Bytes that <see cref="ProtobufFields"/> walks are no protobuf message.</summary>
internal sealed class ProtobufFormatException(string message) : FormatException(message);
