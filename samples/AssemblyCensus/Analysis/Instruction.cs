namespace AssemblyCensus.Analysis;

/// <summary>One instruction of a method body.</summary>
/// <param name="Offset">Where it begins.</param>
/// <param name="End">Where the next one begins; the offsets of its branches count from here.</param>
/// <param name="Opcode">Its place in the <see cref="OpcodeTable"/>.</param>
/// <param name="Operand">The target of a branch, or the token of a call; 0 for all others.</param>
/// <param name="Arms">The targets of a switch.</param>
internal readonly record struct Instruction(int Offset, int End, int Opcode, int Operand, int[]? Arms);
