using Microsoft.CodeAnalysis;

namespace ParallelGen.Generator.Diagnostics;

/// <summary>A rule that a marked method breaks, and where. The analyzer reports it; the generator only knows that there is one.</summary>
internal sealed record Rejection(DiagnosticDescriptor Rule, Location Location, params string[] Arguments)
{
    public Diagnostic ToDiagnostic() => Diagnostic.Create(Rule, Location, [.. Arguments]);
}
