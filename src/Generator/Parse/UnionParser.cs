using Microsoft.CodeAnalysis;
using ParallelGen.Generator.Model;

namespace ParallelGen.Generator.Parse;

/// <summary>A type that says which types may stand for it.</summary>
internal sealed class UnionParser
{
    private const string Union = "MessagePack.UnionAttribute";
    private const string JsonDerivedType = "System.Text.Json.Serialization.JsonDerivedTypeAttribute";
    private const string KnownType = "System.Runtime.Serialization.KnownTypeAttribute";

    private readonly INamedTypeSymbol _type;
    private readonly string _remedy;
    private readonly IReadOnlyList<(int Number, INamedTypeSymbol Type)> _cases;
    private readonly string? _problem;

    private UnionParser(INamedTypeSymbol type, string remedy, IReadOnlyList<(int, INamedTypeSymbol)> cases, string? problem = null)
    {
        _type = type;
        _remedy = remedy;
        _cases = cases;
        _problem = problem;
    }

    /// <summary>The closed set of types that a type stands for; null if it is open, or stands for itself alone.</summary>
    public static UnionParser? Find(INamedTypeSymbol type)
    {
        if (type.TypeKind is not (TypeKind.Class or TypeKind.Interface))
            return null;
        if (MemberRules.All(type, Union).ToArray() is { Length: > 0 } unions)
            return OfUnion(type, unions);
        if (OfTypes(type, "[JsonDerivedType(typeof({0}))]", TypesOf(type, JsonDerivedType)) is { } json)
            return json;

        // It may also name types that stand for other members.
        if (OfTypes(type, "[KnownType(typeof({0}))]", TypesOf(type, KnownType).Where(d => DerivesFrom(d, type))) is { } known)
            return known;
        return OfNested(type);
    }

    public UnionCodec? Parse(CodecIdentity codec, string path, TypeParser types)
    {
        if (_problem is not null)
            return types.Reject<UnionCodec>(_type, path, _problem);
        var cases = new List<UnionCase>();
        foreach ((int number, INamedTypeSymbol type) in _cases.OrderByDescending(static c => DepthOf(c.Type)).ThenBy(static c => c.Number))
        {
            ValueModel? value = SymbolEqualityComparer.Default.Equals(type, _type) ? types.ParseItself(type, path) : types.Parse(type, path);
            if (value is null)
                return null;
            cases.Add(new(number, value));
        }

        return new(codec.Key, codec.Type, codec.Name, cases.ToEquatableArray(), _remedy);
    }

    private static UnionParser OfUnion(INamedTypeSymbol type, AttributeData[] attributes)
    {
        (int, INamedTypeSymbol)[] cases = [.. attributes.Select(static a => MemberRules.Argument(a, 0) is int key && MemberRules.Argument(a, 1) is INamedTypeSymbol derived ? (key, derived) : default)];
        string? problem = cases.Any(static c => c.Item2 is null)
            ? "one of its [Union] attributes has no type that the compiler knows; give a number and typeof(...)"
            : cases.GroupBy(static c => c.Item1).Any(static g => g.Count() > 1) ? "two of its [Union] attributes have the same number" : null;
        return new(type, "[Union(n, typeof({0}))]", cases, problem ?? ProblemOf(type, cases.Select(static c => c.Item2)));
    }

    private static IEnumerable<INamedTypeSymbol> TypesOf(INamedTypeSymbol type, string attribute) =>
        MemberRules.All(type, attribute).Select(static a => MemberRules.Argument(a, 0)).OfType<INamedTypeSymbol>();

    private static UnionParser? OfTypes(INamedTypeSymbol type, string remedy, IEnumerable<INamedTypeSymbol> types)
    {
        List<INamedTypeSymbol> derived = [.. types];
        if (derived.Count == 0)
            return null;
        if (!type.IsAbstract && !derived.Contains(type, SymbolEqualityComparer.Default))
            derived.Add(type);
        return new(type, remedy, [.. derived.Select(static (d, i) => (i, d))], ProblemOf(type, derived));
    }

    // Where all constructors are private, whatever derives from the type stands inside it. A record's copy constructor does not count.
    private static UnionParser? OfNested(INamedTypeSymbol type)
    {
        if (!type.IsAbstract || type.TypeKind is not TypeKind.Class || type.IsGenericType
            || type.InstanceConstructors.Any(c => c.DeclaredAccessibility is not Accessibility.Private && !IsCopy(c)))
        {
            return null;
        }

        INamedTypeSymbol[] derived = [.. type.GetTypeMembers()
            .Where(t => !t.IsAbstract && !t.IsGenericType && DerivesFrom(t, type))
            .OrderBy(static t => t.Name, StringComparer.Ordinal)];
        return derived.Length == 0 ? null : new(type, "a nested type {0}", [.. derived.Select(static (d, i) => (i, d))]);
    }

    private static string? ProblemOf(INamedTypeSymbol type, IEnumerable<INamedTypeSymbol> derived) =>
        derived.FirstOrDefault(static d => d is { IsUnboundGenericType: true }) is { } open
            ? $"'{SymbolNames.InMessage(open)}', which may stand for it, is generic; name it with its type arguments"
            : derived.FirstOrDefault(d => d is not null && !SymbolEqualityComparer.Default.Equals(d, type) && !DerivesFrom(d, type)) is { } stranger
                ? $"'{SymbolNames.InMessage(stranger)}', which is to stand for it, does not derive from it"
                : null;

    private static bool DerivesFrom(INamedTypeSymbol type, INamedTypeSymbol ancestor)
    {
        for (INamedTypeSymbol? current = type.BaseType; current is not null; current = current.BaseType)
        {
            if (SymbolEqualityComparer.Default.Equals(current, ancestor))
                return true;
        }

        return type.AllInterfaces.Contains(ancestor, SymbolEqualityComparer.Default);
    }

    private static bool IsCopy(IMethodSymbol constructor) =>
        constructor.Parameters.Length == 1 && SymbolEqualityComparer.Default.Equals(constructor.Parameters[0].Type, constructor.ContainingType);

    private static int DepthOf(INamedTypeSymbol type)
    {
        int depth = 0;
        for (INamedTypeSymbol? current = type.BaseType; current is not null; current = current.BaseType)
            depth++;
        return depth;
    }
}
