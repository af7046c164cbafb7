namespace AssemblyCensus.Analysis;

/// <summary>What was found in one file. It crosses the process boundary as it is: no attribute, no registration.</summary>
internal sealed record AssemblyReport(
    string Path,
    FileKind Kind,
    string? Problem,
    long Bytes,
    int Types,
    int Methods,
    long IlBytes,
    int Loops,
    long[] Opcodes,
    List<string> References,
    Dictionary<string, int> ApiCalls,
    List<MethodReport> MostComplex)
{
    internal static AssemblyReport WithoutCode(string path, FileKind kind, long bytes, string? problem = null) =>
        new(path, kind, problem, bytes, Types: 0, Methods: 0, IlBytes: 0, Loops: 0, Opcodes: [], References: [], ApiCalls: [], MostComplex: []);
}
