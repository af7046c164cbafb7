using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using ParallelGen.Generator.Parse;

namespace ParallelGen.Generator.Reach;

/// <summary>What belongs to the thread, the asynchronous flow, the request or the terminal of whoever runs.</summary>
internal static class AmbientState
{
    public static bool IsPerThread(ISymbol symbol) => symbol is IFieldSymbol && symbol.GetAttributes().Any(static a =>
        a.AttributeClass is { Name: "ThreadStaticAttribute" } type && SymbolNames.OfFramework(type) == "System.ThreadStaticAttribute");

    public static bool IsAsyncLocal(ISymbol symbol) => symbol is IFieldSymbol { Type: { Name: "AsyncLocal" } type }
        && SymbolNames.OfFramework(type) == "System.Threading.AsyncLocal`1";

    /// <summary>Whether a property is read that gives what the caller's flow or request has.</summary>
    public static bool IsAmbient(IPropertyReferenceOperation reference) =>
        IsOfHttpContext(reference.Property) || (IsAsyncLocalValue(reference.Property) && !Access.IsWrite(reference));

    /// <summary>What to name in the message: the variable rather than its <c>Value</c>.</summary>
    public static ISymbol SymbolOf(IPropertyReferenceOperation reference) =>
        IsAsyncLocalValue(reference.Property) && reference.Instance is IMemberReferenceOperation holder ? holder.Member : reference.Property;

    public static bool ReadsConsole(ISymbol symbol) =>
        symbol.Name is "Read" or "ReadLine" or "ReadKey" or "In" or "KeyAvailable" or "OpenStandardInput"
        && symbol.ContainingType is { Name: "Console" } type
        && SymbolNames.OfFramework(type) == "System.Console";

    /// <summary>Whether a method makes shared memory, which only the program that owns a pool can.</summary>
    public static bool CreatesShared(IMethodSymbol method) =>
        method is { Name: "Create", ContainingType: { Name: "SharedArray", ContainingNamespace: { Name: "ParallelGen", ContainingNamespace.IsGlobalNamespace: true } } };

    private static bool IsAsyncLocalValue(IPropertySymbol property) =>
        property.Name is "Value" && property.ContainingType is { Name: "AsyncLocal" } type && SymbolNames.OfFramework(type) == "System.Threading.AsyncLocal`1";

    private static bool IsOfHttpContext(IPropertySymbol property) =>
        property.ContainingType is { Name: "HttpContext" or "IHttpContextAccessor" or "HttpContextAccessor" } type
        && type.ContainingNamespace.ToDisplayString() is "Microsoft.AspNetCore.Http" or "System.Web";
}
