using Microsoft.CodeAnalysis;

namespace ParallelGen.Generator.Parse;

/// <summary>What <c>[RunInProcessPool]</c> says.</summary>
internal readonly struct MarkerAttribute(AttributeData data)
{
    public const string MetadataName = "ParallelGen.RunInProcessPoolAttribute";

    public AttributeData Data { get; } = data;

    public string? Name => Argument(nameof(Name)) as string;

    public int TimeoutMilliseconds => Argument(nameof(TimeoutMilliseconds)) as int? ?? 0;

    /// <summary>The base of the generated methods' names.</summary>
    public string BaseNameOf(IMethodSymbol method)
    {
        const string Suffix = "Async";
        if (Name is { } name)
            return name;
        return method.Name.Length > Suffix.Length && method.Name.EndsWith(Suffix, StringComparison.Ordinal)
            ? method.Name.Substring(0, method.Name.Length - Suffix.Length)
            : method.Name;
    }

    /// <summary>The attribute of a method, if it has one.</summary>
    public static MarkerAttribute? Of(IMethodSymbol method)
    {
        foreach (AttributeData attribute in method.GetAttributes())
        {
            if (attribute.AttributeClass is { Name: "RunInProcessPoolAttribute" } type && type.ToDisplayString() == MetadataName)
                return new(attribute);
        }

        return null;
    }

    private object? Argument(string name) => Data.NamedArguments.FirstOrDefault(a => a.Key == name).Value.Value;
}
