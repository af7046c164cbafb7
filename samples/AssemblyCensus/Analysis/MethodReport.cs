namespace AssemblyCensus.Analysis;

/// <summary>One of the most complex methods of an assembly.</summary>
internal sealed record MethodReport(string Name, int Complexity, int LoopDepth, int IlBytes);
