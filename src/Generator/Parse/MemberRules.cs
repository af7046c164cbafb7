using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace ParallelGen.Generator.Parse;

/// <summary>What the attributes of well-known serializers say of a member or a type. They are found by name: no package is needed.</summary>
internal static class MemberRules
{
    /// <summary>Whether an attribute leaves the member out.</summary>
    public static bool IsIgnored(ISymbol member) =>
        Find(member, "MessagePack.IgnoreMemberAttribute") is not null
        || Find(member, "System.Runtime.Serialization.IgnoreDataMemberAttribute") is not null
        || Find(member, "System.NonSerializedAttribute") is not null
        || (Find(member, "System.Text.Json.Serialization.JsonIgnoreAttribute") is { } json && IsAlways(json));

    public static bool HasFormatter(ISymbol symbol) => Find(symbol, FormatterParser.AttributeName) is not null;

    /// <summary>Whether the constructor is the one to call.</summary>
    public static bool IsChosen(IMethodSymbol constructor) =>
        Find(constructor, "MessagePack.SerializationConstructorAttribute") is not null
        || Find(constructor, "System.Text.Json.Serialization.JsonConstructorAttribute") is not null;

    /// <summary>An attribute of a symbol, or of the member that it overrides.</summary>
    public static AttributeData? Find(ISymbol symbol, string name)
    {
        for (ISymbol? current = symbol; current is not null; current = (current as IPropertySymbol)?.OverriddenProperty)
        {
            if (All(current, name).FirstOrDefault() is { } attribute)
                return attribute;
        }

        return null;
    }

    public static IEnumerable<AttributeData> All(ISymbol symbol, string name) =>
        symbol.GetAttributes().Where(a => a.AttributeClass is { } type && name.EndsWith(type.Name, StringComparison.Ordinal) && type.ToDisplayString() == name);

    /// <summary>The value of a constructor's argument; null where there is none.</summary>
    public static object? Argument(AttributeData attribute, int index) =>
        index < attribute.ConstructorArguments.Length && attribute.ConstructorArguments[index] is { Kind: not TypedConstantKind.Array } argument ? argument.Value : null;

    /// <summary>The value of a named argument; null where it is not given.</summary>
    public static object? Named(AttributeData attribute, string name) =>
        attribute.NamedArguments.FirstOrDefault(a => a.Key == name).Value.Value;

    /// <summary>The attributes of a member that may name a formatter.</summary>
    public static ImmutableArray<AttributeData> AttributesOf(ISymbol member) => member.GetAttributes();

    // JsonIgnoreCondition.Always, also where no condition is given. The others depend on the value.
    private static bool IsAlways(AttributeData json) => Named(json, "Condition") is null or 1;
}
