namespace AssemblyCensus.Analysis;

/// <summary>What follows the code of an instruction.</summary>
internal enum OperandKind
{
    None,
    Byte,
    TwoBytes,
    FourBytes,
    EightBytes,
    ShortBranch,
    Branch,
    Switch,
    Method,
}
