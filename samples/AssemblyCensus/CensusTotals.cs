using System.Security.Cryptography;
using System.Text;
using AssemblyCensus.Analysis;

namespace AssemblyCensus;

/// <summary>The sum of all reports. It is the same in whatever order they come.</summary>
internal sealed class CensusTotals
{
    private readonly Dictionary<FileKind, int> _kinds = [];
    private readonly long[] _opcodes = new long[OpcodeTable.Count];
    private readonly Dictionary<string, int> _references = [];
    private readonly Dictionary<string, int> _apiCalls = [];
    private readonly Dictionary<(string File, MethodReport Method), int> _methods = [];
    private readonly SortedDictionary<string, string> _problems = new(StringComparer.Ordinal);

    internal int Files { get; private set; }
    internal long Bytes { get; private set; }
    internal long Types { get; private set; }
    internal long Methods { get; private set; }
    internal long IlBytes { get; private set; }
    internal long Loops { get; private set; }
    internal long Instructions => _opcodes.Sum();
    internal IReadOnlyDictionary<string, string> Problems => _problems;

    internal int Count(FileKind kind) => _kinds.GetValueOrDefault(kind);

    internal void Add(AssemblyReport report)
    {
        Files++;
        Bytes += report.Bytes;
        Types += report.Types;
        Methods += report.Methods;
        IlBytes += report.IlBytes;
        Loops += report.Loops;
        Increment(_kinds, report.Kind);
        for (int index = 0; index < report.Opcodes.Length; index++)
            _opcodes[index] += report.Opcodes[index];
        foreach (string reference in report.References)
            Increment(_references, reference);
        foreach ((string method, int calls) in report.ApiCalls)
            Increment(_apiCalls, method, calls);
        // An SDK holds many copies of the same assembly; its methods shall not fill the table.
        foreach (MethodReport method in report.MostComplex)
            Increment(_methods, (Path.GetFileName(report.Path), method));
        if (report.Problem is not null)
            _problems[report.Path] = report.Problem;
    }

    internal IEnumerable<(string Name, long Count)> Opcodes() => _opcodes
        .Select((count, index) => (Name: OpcodeTable.Name(index), Count: count))
        .Where(opcode => opcode.Count > 0)
        .OrderByDescending(opcode => opcode.Count)
        .ThenBy(opcode => opcode.Name, StringComparer.Ordinal);

    internal IEnumerable<(string Name, int Count)> References() => Ranked(_references);

    internal IEnumerable<(string Name, int Count)> ApiCalls() => Ranked(_apiCalls);

    internal IEnumerable<(string File, MethodReport Method, int Copies)> MostComplex() => _methods
        .Select(pair => (pair.Key.File, pair.Key.Method, Copies: pair.Value))
        .OrderByDescending(method => method.Method.Complexity)
        .ThenByDescending(method => method.Method.IlBytes)
        .ThenBy(method => method.Method.Name, StringComparer.Ordinal)
        .ThenBy(method => method.File, StringComparer.Ordinal);

    /// <summary>Everything, one line for each figure: two totals are equal exactly if their lines are. Problems come first: they explain the rest.</summary>
    internal IEnumerable<string> Lines() =>
    [
        .. _problems.Select(problem => $"problem {problem.Key} {problem.Value}"),
        $"files {Files}", $"bytes {Bytes}", $"types {Types}", $"methods {Methods}", $"IL bytes {IlBytes}", $"loops {Loops}",
        .. Enum.GetValues<FileKind>().Select(kind => $"{kind} files {Count(kind)}"),
        .. Opcodes().Select(opcode => $"opcode {opcode.Name} {opcode.Count}"),
        .. References().Select(reference => $"reference {reference.Name} {reference.Count}"),
        .. ApiCalls().Select(call => $"call {call.Name} {call.Count}"),
        .. MostComplex().Select(method => $"method {method.File} {method.Method} {method.Copies}"),
    ];

    /// <summary>The lines that only one of the two has.</summary>
    internal IReadOnlyList<string> DifferencesFrom(CensusTotals other)
    {
        HashSet<string> mine = [.. Lines()];
        HashSet<string> theirs = [.. other.Lines()];
        return [.. mine.Except(theirs).Select(line => $"+ {line}"), .. theirs.Except(mine).Select(line => $"- {line}")];
    }

    /// <summary>A short mark of the whole result, to be compared by eye.</summary>
    internal string Fingerprint() => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', Lines()))))[..8];

    private static IEnumerable<(string Name, int Count)> Ranked(Dictionary<string, int> counts) => counts
        .Select(pair => (Name: pair.Key, Count: pair.Value))
        .OrderByDescending(pair => pair.Count)
        .ThenBy(pair => pair.Name, StringComparer.Ordinal);

    private static void Increment<TKey>(Dictionary<TKey, int> counts, TKey key, int by = 1)
        where TKey : notnull => counts[key] = counts.GetValueOrDefault(key) + by;
}
