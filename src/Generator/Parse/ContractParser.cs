using Microsoft.CodeAnalysis;
using ParallelGen.Generator.Model;

namespace ParallelGen.Generator.Parse;

/// <summary>
/// Types that say how they travel, for MessagePack-CSharp or the data contract serializer: <c>[MessagePackObject]</c> with <c>[Key]</c>,
/// <c>[DataContract]</c> with <c>[DataMember]</c>. Their bytes are those that MessagePack-CSharp gives.
/// </summary>
internal static class ContractParser
{
    private const string MessagePackObject = "MessagePack.MessagePackObjectAttribute";
    private const string Key = "MessagePack.KeyAttribute";
    private const string DataContract = "System.Runtime.Serialization.DataContractAttribute";
    private const string DataMember = "System.Runtime.Serialization.DataMemberAttribute";
    private const string Formatter = "MessagePack.MessagePackFormatterAttribute";

    public static bool IsContract(INamedTypeSymbol type) =>
        MemberRules.Find(type, MessagePackObject) is not null || MemberRules.Find(type, DataContract) is not null;

    public static ObjectCodec? Parse(INamedTypeSymbol type, CodecIdentity codec, string path, TypeParser types)
    {
        string root = path.Length == 0 ? type.Name : path;
        if (Unreachable(type, types.Compilation) is { } unreachable)
            return types.Reject<ObjectCodec>(type, path, unreachable);
        if (ObjectMember.Find(type, types.Compilation) is not { } all)
            return types.Reject<ObjectCodec>(type, path, "a member of it hides one of its base class; give one of them another name");

        var keyed = new List<(ObjectMember Member, object Key)>();
        foreach (ObjectMember member in all.Where(static m => !MemberRules.IsIgnored(m.Symbol)))
        {
            if (KeyOf(member, type, out string? problem) is { } key)
                keyed.Add((member, key));
            else if (problem is not null)
                return types.Reject<ObjectCodec>(type, path, problem);
        }

        if (ProblemOf(keyed) is { } wrong)
            return types.Reject<ObjectCodec>(type, path, wrong);
        bool isIndexed = keyed.Count == 0 ? !IsByName(type) : keyed[0].Key is int;
        ObjectMember[] members = [.. keyed.Select(static k => k.Member)];
        ConstructorChoice.Match match = isIndexed ? ByIndex(keyed, types.Compilation) : ConstructorChoice.ByName(members, types.Compilation);
        if (ConstructorChoice.Make(type, match, types.Compilation, out string reason) is not { } constructor)
            return types.Reject<ObjectCodec>(type, path, reason);

        IEnumerable<(ObjectMember, string)> carried = isIndexed
            ? keyed.OrderBy(static k => (int)k.Key).Select(static k => (k.Member, ((int)k.Key).ToString(System.Globalization.CultureInfo.InvariantCulture)))
            : keyed.Select(static k => (k.Member, (string)k.Key));
        return ObjectParser.Make(type, codec, root, types, isIndexed ? ObjectLayout.IndexedArray : ObjectLayout.Map, [.. carried], constructor);
    }

    // An index, a name, or null where the member does not travel, or must not be without a key.
    private static object? KeyOf(ObjectMember member, INamedTypeSymbol type, out string? problem)
    {
        problem = MemberRules.Find(member.Symbol, Formatter) is null
            ? null
            : $"'{member.Name}' has a formatter of MessagePack-CSharp, which is not called here; give it a [WireFormatter]";
        if (problem is not null)
            return null;
        if (MemberRules.Find(type, MessagePackObject) is not { } contract)
            return MemberRules.Find(member.Symbol, DataMember) is { } data ? MemberKey(data, member.Name) : null;
        if (MemberRules.Find(member.Symbol, Key) is { } attribute && MemberRules.Argument(attribute, 0) is { } key)
            return IsByName(contract) && key is int ? member.Name : key;
        bool isPublic = member.Symbol.DeclaredAccessibility is Accessibility.Public;
        if (IsByName(contract))
            return isPublic ? member.Name : null;
        if (isPublic)
            problem = $"its member '{member.Name}' has neither [Key] nor [IgnoreMember], which [MessagePackObject] asks of every public member";
        return null;
    }

    private static object MemberKey(AttributeData data, string name) =>
        MemberRules.Named(data, "Order") is int order and >= 0 ? order : MemberRules.Named(data, "Name") as string ?? name;

    private static string? ProblemOf(List<(ObjectMember Member, object Key)> keyed)
    {
        if (keyed.Select(static k => k.Key.GetType()).Distinct().Count() > 1)
            return "some of its members have numbers as keys and others names; use one of the two";
        if (keyed.GroupBy(static k => k.Key).FirstOrDefault(static g => g.Count() > 1) is { } twice)
            return $"its members '{twice.ElementAt(0).Member.Name}' and '{twice.ElementAt(1).Member.Name}' have the same key; give each its own";
        if (keyed.Any(static k => k.Key is < 0 or > short.MaxValue))
            return $"one of its keys is negative or larger than {short.MaxValue}; the object is an array that long";
        return null;
    }

    private static string? Unreachable(INamedTypeSymbol type, Compilation compilation)
    {
        if (MemberRules.Find(type, Formatter) is not null)
            return "it has a formatter of MessagePack-CSharp, which is not called here; give it a [WireFormatter]";
        ISymbol? hidden = ObjectMember.Hierarchy(type).SelectMany(static t => t.GetMembers()).FirstOrDefault(m =>
            m is IFieldSymbol or IPropertySymbol
            && (MemberRules.Find(m, Key) ?? MemberRules.Find(m, DataMember)) is not null
            && !compilation.IsSymbolAccessibleWithin(m, compilation.Assembly));
        return hidden is null ? null : $"its member '{hidden.Name}' has a key, and generated code can't reach it; make it at least internal";
    }

    // A parameter takes the member of its name, else the one with its own place as index.
    private static ConstructorChoice.Match ByIndex(List<(ObjectMember Member, object Key)> keyed, Compilation compilation)
    {
        ConstructorChoice.Match byName = ConstructorChoice.ByName([.. keyed.Select(static k => k.Member)], compilation);
        return parameter =>
            byName(parameter)
            ?? keyed.Where(k => k.Key is int key && key == parameter.Ordinal && ConstructorChoice.Takes(parameter, k.Member, compilation)).Select(static k => k.Member).FirstOrDefault();
    }

    private static bool IsByName(INamedTypeSymbol type) => MemberRules.Find(type, MessagePackObject) is { } contract && IsByName(contract);

    private static bool IsByName(AttributeData contract) => MemberRules.Argument(contract, 0) is true;
}
