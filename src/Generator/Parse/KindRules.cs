using Microsoft.CodeAnalysis;
using ParallelGen.Generator.Diagnostics;

namespace ParallelGen.Generator.Parse;

/// <summary>Marked things that are methods to the compiler, but that generated code can't call by a name.</summary>
internal static class KindRules
{
    public static Rejection? Check(IMethodSymbol method, MarkerAttribute attribute) =>
        Find(method) is var (what, reason) ? new(Descriptors.NotOrdinary, PlaceOf(method, attribute), what, reason) : null;

    /// <summary>What is so called, and why code can't call it; null where it can.</summary>
    public static (string What, string Reason)? Find(IMethodSymbol method) =>
        method switch
        {
            { MethodKind: MethodKind.LocalFunction } => (
                $"The local function '{method.Name}'",
                "only the method around it can call it; move it into a static class as an internal static method"),
            { MethodKind: MethodKind.AnonymousFunction } => (
                "A lambda", "it has no name to be called by; make it an internal static method of a static class"),
            { MethodKind: MethodKind.PropertyGet or MethodKind.PropertySet } => (
                $"The accessor of '{method.AssociatedSymbol?.Name}'", "accessors have no name to be called by; mark a method that uses the property"),
            { MethodKind: MethodKind.EventAdd or MethodKind.EventRemove } => (
                $"The accessor of '{method.AssociatedSymbol?.Name}'", "handlers can't be sent; mark a method that does the work"),
            { MethodKind: MethodKind.UserDefinedOperator or MethodKind.BuiltinOperator or MethodKind.Conversion } => (
                $"The operator of '{method.ContainingType.Name}'", "operators have no name to be called by; mark a method that uses the operator"),
            { MethodKind: MethodKind.ExplicitInterfaceImplementation } => (
                $"The explicit implementation '{method.Name}'", "it has no name to be called by; mark an ordinary method that does the work"),
            { MethodKind: not MethodKind.Ordinary } => (
                $"'{method.Name}'", "it is not an ordinary method; mark one that calls it"),
            { IsStatic: true, IsAbstract: true } or { IsStatic: true, IsVirtual: true } => (
                $"'{method.Name}'", "which code it stands for depends on a type argument; mark the method that implements it"),
            _ when DeclarationRules.IsForbidden(method) => (
                $"'{method.Name}'", "it, or the type around it, is obsolete as an error, or experimental without a valid id, so that no code may call it; make it a warning"),
            _ when HasAttribute(method, "System.Runtime.InteropServices.UnmanagedCallersOnlyAttribute") => (
                $"'{method.Name}'", "only unmanaged code may call it; mark a method that does the same"),
            _ when Unnameable(method.ContainingType) is { } type => (
                $"'{method.Name}'", type.IsFileLocal
                    ? $"'{type.Name}' is file-local, so that generated code, in a file of its own, can't name it; make it internal"
                    : "the type around it has no name; move it into a static class"),
            _ when IsNameless(method.ContainingNamespace) => ($"'{method.Name}'", "the namespace around it has no name; give it one"),
            _ => null,
        };

    private static bool HasAttribute(IMethodSymbol method, string name) =>
        method.GetAttributes().Any(a => a.AttributeClass is { } type && SymbolNames.OfFramework(type) == name);

    private static INamedTypeSymbol? Unnameable(INamedTypeSymbol? type)
    {
        for (; type is not null; type = type.ContainingType)
        {
            if (type.IsFileLocal || !type.CanBeReferencedByName)
                return type;
        }

        return null;
    }

    private static bool IsNameless(INamespaceSymbol space)
    {
        for (; !space.IsGlobalNamespace; space = space.ContainingNamespace)
        {
            if (space.Name.Length == 0)
                return true;
        }

        return false;
    }

    // A lambda, an accessor and an operator have no name: the attribute is all that there is to point at.
    private static Location PlaceOf(IMethodSymbol method, MarkerAttribute attribute) =>
        method.MethodKind is MethodKind.LocalFunction or MethodKind.Ordinary or MethodKind.ExplicitInterfaceImplementation
            ? Spans.OfName(method)
            : attribute.Data.ApplicationSyntaxReference?.GetSyntax().GetLocation() ?? Spans.OfName(method);
}
