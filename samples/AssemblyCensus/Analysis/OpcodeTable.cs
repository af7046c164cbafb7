using System.Reflection;
using System.Reflection.Emit;

namespace AssemblyCensus.Analysis;

/// <summary>The instructions of IL as ECMA-335 partition III lists them, read from <see cref="OpCodes"/>.</summary>
internal static class OpcodeTable
{
    /// <summary>The first byte of all instructions that have two.</summary>
    internal const byte Prefix = 0xFE;

    private const int TwoByteBase = 256;
    private const int LastTwoByte = 0x1F;

    private static readonly OpCode?[] s_opcodes = Build();
    private static readonly OpcodeShape[] s_shapes = [.. s_opcodes.Select(Shape)];

    /// <summary>How many places a histogram needs.</summary>
    internal static int Count => s_opcodes.Length;

    internal static OpcodeShape Shape(int index) => s_shapes[index];

    internal static string Name(int index) => s_opcodes[index]?.Name ?? $"0x{index:x}";

    /// <summary>The place of a two-byte instruction, by its second byte; all that do not exist share the last one.</summary>
    internal static int TwoByteIndex(byte second) => TwoByteBase + Math.Min((int)second, LastTwoByte);

    private static OpCode?[] Build()
    {
        OpCode?[] table = new OpCode?[TwoByteBase + LastTwoByte + 1];
        foreach (FieldInfo field in typeof(OpCodes).GetFields(BindingFlags.Public | BindingFlags.Static))
        {
            if (field.GetValue(null) is OpCode opcode && opcode.OpCodeType != OpCodeType.Nternal)
                table[opcode.Size == 1 ? (byte)opcode.Value : TwoByteIndex((byte)opcode.Value)] = opcode;
        }
        return table;
    }

    private static OpcodeShape Shape(OpCode? opcode) => new(
        Exists: opcode is not null,
        Operand: opcode?.OperandType switch
        {
            null or OperandType.InlineNone => OperandKind.None,
            OperandType.ShortInlineI or OperandType.ShortInlineVar => OperandKind.Byte,
            OperandType.InlineVar => OperandKind.TwoBytes,
            OperandType.InlineI8 or OperandType.InlineR => OperandKind.EightBytes,
            OperandType.ShortInlineBrTarget => OperandKind.ShortBranch,
            OperandType.InlineBrTarget => OperandKind.Branch,
            OperandType.InlineSwitch => OperandKind.Switch,
            OperandType.InlineMethod => OperandKind.Method,
            _ => OperandKind.FourBytes,
        },
        Branches: opcode?.FlowControl is FlowControl.Cond_Branch or FlowControl.Branch,
        FallsThrough: opcode?.FlowControl is not (FlowControl.Branch or FlowControl.Return or FlowControl.Throw));
}
