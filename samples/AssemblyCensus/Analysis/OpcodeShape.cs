namespace AssemblyCensus.Analysis;

/// <summary>What a decoder has to know of an instruction.</summary>
/// <param name="Exists">Whether there is such an instruction.</param>
/// <param name="Operand">What follows its code.</param>
/// <param name="Branches">Whether it may go elsewhere.</param>
/// <param name="FallsThrough">Whether it may go on to the next one.</param>
internal readonly record struct OpcodeShape(bool Exists, OperandKind Operand, bool Branches, bool FallsThrough);
