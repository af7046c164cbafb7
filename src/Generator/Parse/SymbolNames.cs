using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace ParallelGen.Generator.Parse;

/// <summary>The names that symbols get in generated code, in hashes and in messages.</summary>
internal static class SymbolNames
{
    /// <summary>As code names a type, in any namespace: <c>global::App.Exam?</c>.</summary>
    private static readonly SymbolDisplayFormat s_code = SymbolDisplayFormat.FullyQualifiedFormat.AddMiscellaneousOptions(
        SymbolDisplayMiscellaneousOptions.IncludeNullableReferenceTypeModifier);

    /// <summary>Without what the runtime does not see, nullable annotations and tuple names.</summary>
    private static readonly SymbolDisplayFormat s_signature = SymbolDisplayFormat.FullyQualifiedFormat
        .WithGlobalNamespaceStyle(SymbolDisplayGlobalNamespaceStyle.Omitted)
        .AddMiscellaneousOptions(SymbolDisplayMiscellaneousOptions.ExpandValueTuple);

    private static readonly SymbolDisplayFormat s_message =
        SymbolDisplayFormat.CSharpErrorMessageFormat.AddMiscellaneousOptions(SymbolDisplayMiscellaneousOptions.ExpandNullable);

    // Asked for many times of every type. Symbols of references outlive a compilation; nothing here keeps one alive.
    private static readonly ConditionalWeakTable<INamedTypeSymbol, string> s_ofFramework = new();

    public static string InCode(ITypeSymbol type) => type.ToDisplayString(s_code);

    /// <summary>In code, without the annotation of the type itself.</summary>
    public static string WithoutAnnotation(ITypeSymbol type) =>
        InCode(IsAnnotated(type) ? type.WithNullableAnnotation(NullableAnnotation.NotAnnotated) : type);

    /// <summary>Whether code writes a <c>?</c> that says only that a reference may be null.</summary>
    public static bool IsAnnotated(ITypeSymbol type) => type is { IsReferenceType: true, NullableAnnotation: NullableAnnotation.Annotated };

    /// <summary>
    /// An array of a type that is given as code. C# writes the outermost dimensions first: <c>int[][,]</c> is an array of <c>int[,]</c>.
    /// </summary>
    public static string ArrayOf(string type)
    {
        int end = type.Length;
        while (end > 0 && type[end - 1] == ']')
            end = type.LastIndexOf('[', end - 1);
        return type.Insert(end, "[]");
    }

    public static string InSignature(ITypeSymbol type) => type.ToDisplayString(s_signature);

    public static string InMessage(ISymbol symbol) => symbol.ToDisplayString(s_message);

    /// <summary>The metadata name with its namespace, if the type is a top-level one of the framework; null otherwise.</summary>
    public static string? OfFramework(ITypeSymbol type) =>
        type is INamedTypeSymbol { ContainingType: null, TypeKind: not TypeKind.Error } named && IsFramework(named.ContainingAssembly)
            ? s_ofFramework.GetValue(named.OriginalDefinition, static t => t.ContainingNamespace.ToDisplayString() + "." + t.MetadataName)
            : null;

    public static bool IsFramework(IAssemblySymbol? assembly) =>
        assembly?.Name is { } name && (name is "System" or "mscorlib" or "netstandard" || name.StartsWith("System.", StringComparison.Ordinal));

    public static string Escape(string identifier) =>
        SyntaxFacts.GetKeywordKind(identifier) is SyntaxKind.None ? identifier : "@" + identifier;

    /// <summary>Replaces what an identifier can't have.</summary>
    public static string Sanitize(string name)
    {
        char[] chars = [.. name.Select(static c => SyntaxFacts.IsIdentifierPartCharacter(c) ? c : '_')];
        string identifier = new(chars);
        return identifier.Length > 0 && SyntaxFacts.IsIdentifierStartCharacter(identifier[0]) ? identifier : "_" + identifier;
    }
}
