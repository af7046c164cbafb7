using Microsoft.CodeAnalysis;

namespace ParallelGen.Generator.Parse;

/// <summary>What <c>[RunInProcessPool]</c> says.</summary>
internal readonly struct MarkerAttribute(AttributeData data)
{
    public const string Namespace = "ParallelGen";
    public const string MetadataName = Namespace + "." + ClassName;

    private const string ClassName = "RunInProcessPoolAttribute";

    public AttributeData Data { get; } = data;

    public string? Name => Argument(nameof(Name)) as string;

    public int TimeoutMilliseconds => Argument(nameof(TimeoutMilliseconds)) as int? ?? 0;

    public bool Idempotent => Argument(nameof(Idempotent)) as bool? ?? false;

    public bool EveryWorker => Argument(nameof(EveryWorker)) as bool? ?? false;

    public int MaxAttempts => Argument(nameof(MaxAttempts)) as int? ?? 1;

    /// <summary>The base of the generated methods' names.</summary>
    public string BaseNameOf(IMethodSymbol method) => Name ?? BaseNameOf(method.Name);

    /// <summary>The base of generated methods' names, by a method's own.</summary>
    public static string BaseNameOf(string method)
    {
        const string Suffix = "Async";
        return method.Length > Suffix.Length && method.EndsWith(Suffix, StringComparison.Ordinal)
            ? method.Substring(0, method.Length - Suffix.Length)
            : method;
    }

    /// <summary>The attribute of a method, if it has one.</summary>
    public static MarkerAttribute? Of(IMethodSymbol method)
    {
        foreach (AttributeData attribute in method.GetAttributes())
        {
            if (attribute.AttributeClass is { Name: ClassName } type && IsOurs(type))
                return new(attribute);
        }

        return null;
    }

    /// <summary>Whether an attribute that is called like one of ours is it.</summary>
    public static bool IsOurs(INamedTypeSymbol type) =>
        type is { Arity: 0, ContainingType: null, ContainingNamespace: { Name: Namespace, ContainingNamespace.IsGlobalNamespace: true } };

    /// <summary>Whether the compilation knows the attribute, so that it is worth looking for it.</summary>
    public static bool IsKnown(Compilation compilation) => !compilation.GetTypesByMetadataName(MetadataName).IsEmpty;

    private object? Argument(string name) => Data.NamedArguments.FirstOrDefault(a => a.Key == name).Value.Value;
}
