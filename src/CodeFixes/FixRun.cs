using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Editing;

namespace ParallelGen.CodeFixes;

/// <summary>The edits of one application of a fix, to one place or to many.</summary>
internal sealed class FixRun(Solution solution)
{
    private readonly HashSet<string> _names = new(StringComparer.Ordinal);

    public SolutionEditor Editor { get; } = new(solution);

    /// <summary>The local functions that are to move, and the documents in which they stand.</summary>
    public List<(Document Document, LocalFunctionStatementSyntax Function)> Moved { get; } = [];

    /// <summary>Finds a name that nobody has, and takes it.</summary>
    public string Take(string name, Func<string, bool> isTaken)
    {
        string unique = Unique(name, candidate => isTaken(candidate) || _names.Contains(candidate));
        _names.Add(unique);
        return unique;
    }

    /// <summary>Finds a name that nobody has.</summary>
    public static string Unique(string name, Func<string, bool> isTaken)
    {
        string unique = name;
        for (int number = 2; isTaken(unique); number++)
            unique = name + number.ToString(System.Globalization.CultureInfo.InvariantCulture);
        return unique;
    }
}
