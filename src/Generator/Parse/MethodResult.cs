using Microsoft.CodeAnalysis;

namespace ParallelGen.Generator.Parse;

/// <summary>What a marked method returns.</summary>
/// <param name="Type">The type of the result; null if there is none.</param>
/// <param name="IsAwaited">Whether the result comes as a task.</param>
internal readonly record struct MethodResult(ITypeSymbol? Type, bool IsAwaited)
{
    public static MethodResult Parse(IMethodSymbol method)
    {
        if (method.ReturnsVoid)
            return new(null, IsAwaited: false);
        return SymbolNames.OfFramework(method.ReturnType) switch
        {
            "System.Threading.Tasks.Task" or "System.Threading.Tasks.ValueTask" => new(null, IsAwaited: true),
            "System.Threading.Tasks.Task`1" or "System.Threading.Tasks.ValueTask`1" =>
                new(((INamedTypeSymbol)method.ReturnType).TypeArguments[0], IsAwaited: true),
            _ => new(method.ReturnType, IsAwaited: false),
        };
    }

    /// <summary>Whether the method yields its results one by one.</summary>
    public bool IsStream => !IsAwaited && Type is not null
        && SymbolNames.OfFramework(Type) is "System.Collections.Generic.IEnumerable`1" or "System.Collections.Generic.IAsyncEnumerable`1";
}
