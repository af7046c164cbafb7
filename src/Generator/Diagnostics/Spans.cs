using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace ParallelGen.Generator.Diagnostics;

/// <summary>The places in source at which diagnostics stand.</summary>
internal static class Spans
{
    /// <summary>The name in a declaration.</summary>
    public static Location OfName(ISymbol symbol) => symbol.Locations.FirstOrDefault() ?? Location.None;

    /// <summary>A parameter with its modifiers.</summary>
    public static Location OfParameter(IParameterSymbol parameter) =>
        SyntaxOf<ParameterSyntax>(parameter)?.GetLocation() ?? OfName(parameter);

    public static Location OfParameterType(IParameterSymbol parameter) =>
        SyntaxOf<ParameterSyntax>(parameter)?.Type?.GetLocation() ?? OfName(parameter);

    public static Location OfReturnType(IMethodSymbol method) =>
        SyntaxOf<MethodDeclarationSyntax>(method)?.ReturnType.GetLocation() ?? OfName(method);

    /// <summary>The value of a named argument of an attribute.</summary>
    public static Location OfArgument(AttributeData attribute, string name)
    {
        var syntax = attribute.ApplicationSyntaxReference?.GetSyntax() as AttributeSyntax;
        return syntax?.ArgumentList?.Arguments
            .FirstOrDefault(a => a.NameEquals?.Name.Identifier.ValueText == name)?.Expression.GetLocation() ?? Location.None;
    }

    private static T? SyntaxOf<T>(ISymbol symbol)
        where T : SyntaxNode => symbol.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax() as T;
}
