using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace ParallelGen.Generator.Parse;

/// <summary>Declarations that the compiler itself complains about, so that generated code that repeats them would be as wrong.</summary>
internal static class DeclarationRules
{
    /// <summary>Whether there is an error in what stands before the method's body that the compiler shows there.</summary>
    public static bool IsBroken(IMethodSymbol method, CancellationToken cancellationToken) =>
        method.Name.Length == 0
        || method.Parameters.Any(static p => p.Name.Length == 0)
        || method.Parameters.Select(static p => p.Name).Distinct(StringComparer.Ordinal).Count() < method.Parameters.Length
        || IsBrokenPart(method, cancellationToken) || (method.PartialImplementationPart is { } implementation && IsBrokenPart(implementation, cancellationToken));

    /// <summary>The other method of the same signature, which makes every call of either ambiguous.</summary>
    public static IMethodSymbol? TwinOf(IMethodSymbol method) => method.ContainingType
        .GetMembers(method.Name)
        .OfType<IMethodSymbol>()
        .FirstOrDefault(other => !SymbolEqualityComparer.Default.Equals(other, method)
            && other.Arity == method.Arity
            && other.Parameters.Length == method.Parameters.Length
            && other.Parameters.Zip(method.Parameters, IsSame).All(static same => same));

    /// <summary>Whether no code may use a symbol, or something around it, because it is obsolete as an error, or experimental with an id that nobody can name.</summary>
    public static bool IsForbidden(ISymbol symbol)
    {
        for (ISymbol? current = symbol; current is not null; current = current.ContainingType)
        {
            if (current.GetAttributes().Any(Forbids))
                return true;
        }

        return false;
    }

    /// <summary>Whether a type has an accessibility that only members of types can have, so that the compiler treats it as hidden.</summary>
    public static bool IsMisplaced(ISymbol symbol) => symbol is INamedTypeSymbol
    {
        ContainingType: null,
        DeclaredAccessibility: Accessibility.Private or Accessibility.Protected or Accessibility.ProtectedAndInternal or Accessibility.ProtectedOrInternal,
    };

    /// <summary>Whether the names of a tuple's elements can't be written down again: two are the same, or one belongs to another place.</summary>
    public static bool HasWrongNames(INamedTypeSymbol tuple)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        for (int i = 0; i < tuple.TupleElements.Length; i++)
        {
            string name = tuple.TupleElements[i].Name;
            bool isTaken = name is "CompareTo" or "Deconstruct" or "Equals" or "GetHashCode" or "Rest" or "ToString"
                || (name.StartsWith("Item", StringComparison.Ordinal)
                    && int.TryParse(name.Substring(4), NumberStyles.None, CultureInfo.InvariantCulture, out int place) && place != i + 1);
            if (isTaken || !names.Add(name))
                return true;
        }

        return false;
    }

    private static bool Forbids(AttributeData attribute) => attribute.AttributeClass?.Name switch
    {
        "ObsoleteAttribute" => attribute.ConstructorArguments.Any(static c => c.Value is true),
        "ExperimentalAttribute" => SymbolNames.OfFramework(attribute.AttributeClass) == CarriedAttributes.Experimental
            && !(attribute.ConstructorArguments.FirstOrDefault().Value is string id && SyntaxFacts.IsValidIdentifier(id)),
        _ => false,
    };

    private static bool IsBrokenPart(IMethodSymbol method, CancellationToken cancellationToken) =>
        method.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax(cancellationToken) is MethodDeclarationSyntax { ContainsDiagnostics: true } syntax
        && syntax.GetDiagnostics().Any(d => d.Severity is DiagnosticSeverity.Error
            && d.Location.SourceSpan.Start < EndOfHeader(syntax));

    private static int EndOfHeader(MethodDeclarationSyntax syntax) =>
        syntax.Body?.SpanStart ?? syntax.ExpressionBody?.SpanStart ?? syntax.FullSpan.End;

    private static bool IsSame(IParameterSymbol one, IParameterSymbol other) =>
        one.RefKind == other.RefKind && SymbolNames.InSignature(one.Type) == SymbolNames.InSignature(other.Type);
}
