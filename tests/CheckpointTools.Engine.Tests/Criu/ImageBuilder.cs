using System.Buffers.Binary;
using CheckpointTools.Criu;
using Google.Protobuf;

namespace CheckpointTools.Tests.Criu;

/// <summary>Makes the bytes of CRIU images, sound ones and others.</summary>
internal static class ImageBuilder
{
    public static byte[] Image(CriuImageKind kind, params IMessage[] messages) =>
        [.. Magic(kind), .. messages.SelectMany(message => Framed(message.ToByteArray()))];

    public static byte[] OldImage(CriuImageKind kind, params IMessage[] messages) =>
        [.. Number(kind.Magic), .. messages.SelectMany(message => Framed(message.ToByteArray()))];

    public static byte[] Magic(CriuImageKind kind) => kind.Header switch
    {
        CriuImageHeader.Own => Number(kind.Magic),
        CriuImageHeader.Service => [.. Number(CriuImageKind.ServiceMagic), .. Number(kind.Magic)],
        CriuImageHeader.Common => [.. Number(CriuImageKind.CommonMagic), .. Number(kind.Magic)],
        _ => [],
    };

    public static byte[] Framed(byte[] message) => [.. Number((uint)message.Length), .. message];

    public static byte[] Number(uint value)
    {
        byte[] bytes = new byte[sizeof(uint)];
        BinaryPrimitives.WriteUInt32LittleEndian(bytes, value);
        return bytes;
    }
}
