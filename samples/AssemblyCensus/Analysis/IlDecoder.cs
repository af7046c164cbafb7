using System.Reflection.Metadata;

namespace AssemblyCensus.Analysis;

/// <summary>Decodes the body of one method into its instructions.</summary>
internal static class IlDecoder
{
    /// <exception cref="BadImageFormatException">The bytes are not IL.</exception>
    internal static List<Instruction> Decode(BlobReader il)
    {
        List<Instruction> instructions = new(il.Length / 2);
        while (il.RemainingBytes > 0)
            instructions.Add(Next(ref il));
        return instructions;
    }

    private static Instruction Next(ref BlobReader il)
    {
        int offset = il.Offset;
        byte first = il.ReadByte();
        int opcode = first == OpcodeTable.Prefix ? OpcodeTable.TwoByteIndex(il.ReadByte()) : first;
        OpcodeShape shape = OpcodeTable.Shape(opcode);
        if (!shape.Exists)
            throw new BadImageFormatException($"The byte 0x{first:x2} at {offset} of a method body begins no instruction.");

        int operand = 0;
        int[]? arms = null;
        switch (shape.Operand)
        {
            case OperandKind.Byte:
                il.ReadByte();
                break;
            case OperandKind.TwoBytes:
                il.ReadInt16();
                break;
            case OperandKind.FourBytes:
                il.ReadInt32();
                break;
            case OperandKind.EightBytes:
                il.ReadInt64();
                break;
            case OperandKind.Method:
                operand = il.ReadInt32();
                break;
            case OperandKind.ShortBranch:
                operand = il.ReadSByte() + il.Offset;
                break;
            case OperandKind.Branch:
                operand = il.ReadInt32() + il.Offset;
                break;
            case OperandKind.Switch:
                arms = ReadArms(ref il);
                break;
        }
        return new Instruction(offset, il.Offset, opcode, operand, arms);
    }

    private static int[] ReadArms(ref BlobReader il)
    {
        uint count = il.ReadUInt32();
        // A broken count must not become an array of gigabytes.
        if (count > il.RemainingBytes / sizeof(int))
            throw new BadImageFormatException($"A switch has {count} arms, and no room for them.");
        int[] arms = new int[count];
        int end = il.Offset + arms.Length * sizeof(int);
        for (int index = 0; index < arms.Length; index++)
            arms[index] = end + il.ReadInt32();
        return arms;
    }
}
