using System.Buffers.Binary;

namespace CheckpointTools.Criu;

/// <summary>Reads seccomp.img: how the filters hang together, and whether a filter's program forbids anything at all.</summary>
internal static class SeccompImage
{
    private const int Filters = 1;
    private const int Program = 1;
    private const int Previous = 2;

    // linux/filter.h and linux/seccomp.h: instructions of eight bytes, and what a program may return.
    private const int InstructionSize = 8;
    private const ushort ReturnNumber = 0x06;
    private const ushort ReturnClass = 0x07;
    private const uint ActionMask = 0xFFFF0000;
    private const uint Allow = 0x7FFF0000;
    private const uint Log = 0x7FFC0000;

    /// <summary>Reads the filters.</summary>
    /// <param name="reader">The image.</param>
    /// <param name="budget">What may be kept.</param>
    /// <returns>The filters.</returns>
    /// <exception cref="CriuImageException">The image is damaged.</exception>
    /// <exception cref="ProtobufFormatException">A message is no protobuf.</exception>
    public static SeccompRecord Read(CriuImageReader reader, RetainedBudget budget)
    {
        List<(uint? Previous, bool Forbids)> filters = [];
        ProtobufFields fields = new(reader.ReadSingleMessage());
        while (fields.MoveNext())
        {
            if (fields.Number == Filters && fields.IsDelimited && budget.TryTake(16))
            {
                filters.Add(ReadFilter(fields.Bytes));
            }
        }

        return new SeccompRecord(filters);
    }

    private static (uint? Previous, bool Forbids) ReadFilter(ReadOnlySpan<byte> message)
    {
        uint? previous = null;
        bool forbids = false;
        ProtobufFields fields = new(message);
        while (fields.MoveNext())
        {
            previous = fields is { Number: Previous, IsVarint: true } ? fields.Value32 : previous;
            forbids = fields is { Number: Program, IsDelimited: true } ? Forbids(fields.Bytes) : forbids;
        }

        return (previous, forbids);
    }

    // What the program computes is not asked: one that can return something else than "allow" forbids something.
    private static bool Forbids(ReadOnlySpan<byte> program)
    {
        for (; program.Length >= InstructionSize; program = program[InstructionSize..])
        {
            ushort code = BinaryPrimitives.ReadUInt16LittleEndian(program);
            uint value = BinaryPrimitives.ReadUInt32LittleEndian(program[4..]) & ActionMask;
            if (code == ReturnNumber ? value is not (Allow or Log) : (code & ReturnClass) == ReturnNumber)
            {
                return true;
            }
        }

        return false;
    }
}
