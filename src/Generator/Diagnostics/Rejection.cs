using Microsoft.CodeAnalysis;

namespace ParallelGen.Generator.Diagnostics;

/// <summary>A rule that a marked method breaks, and where. The analyzer reports it; the generator only knows that there is one.</summary>
internal sealed record Rejection(DiagnosticDescriptor Rule, Location Location, params string[] Arguments)
{
    /// <summary>What the rule says.</summary>
    public string Text => string.Format(System.Globalization.CultureInfo.InvariantCulture, Rule.MessageFormat.ToString(System.Globalization.CultureInfo.InvariantCulture), Arguments);

    public Diagnostic ToDiagnostic() => Diagnostic.Create(Rule, Location, [.. Arguments]);
}
