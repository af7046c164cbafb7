using Microsoft.CodeAnalysis;
using ParallelGen.Generator.Model;

namespace ParallelGen.Generator.Parse;

/// <summary>Decides which members of a record, class, struct or tuple travel, and how it is made again.</summary>
internal static class ObjectParser
{
    public static ObjectCodec? Parse(INamedTypeSymbol type, CodecIdentity codec, string path, TypeParser types)
    {
        string root = path.Length == 0 ? type.Name : path;
        if (type.IsTupleType && type.TupleElements.Length > 1)
            return ParseTuple(type, codec, path, types);
        if (ObjectMember.Find(type, types.Compilation) is not { } all)
            return types.Reject<ObjectCodec>(type, path, "a member of it hides one of its base class; give one of them another name");
        ObjectMember[] candidates = [.. all.Where(static m => !MemberRules.IsIgnored(m.Symbol))];
        if (all.FirstOrDefault(m => m.IsRequired && !candidates.Contains(m)) is { } missing)
            return types.Reject<ObjectCodec>(type, path, $"its member '{missing.Name}' is required, and an attribute leaves it out; take one of the two away");
        if (ConstructorChoice.Make(type, ConstructorChoice.ByName(candidates, types.Compilation), types.Compilation, out string reason) is not { } constructor)
            return types.Reject<ObjectCodec>(type, path, reason);

        if (!constructor.SetsAllRequired && ObjectMember.RequiredOf(type).FirstOrDefault(r => !all.Any(m => m.IsSettable && m.Name == r.Name)) is { } unset)
            return types.Reject<ObjectCodec>(type, path, $"its member '{unset.Name}' is required, and generated code can't read or set it; give it an accessible get and a set or init");

        ObjectMember[] carried = [.. candidates.Where(m => m.IsSettable || constructor.Takes(m))];
        if (carried.Length == 0 && !IsEmpty(type))
        {
            return types.Reject<ObjectCodec>(type, path,
                "none of its members can be both read and set; give it public properties with get and set or init, or a constructor with a parameter for each");
        }

        foreach (ObjectMember lost in candidates.Where(m => m.IsLost && !carried.Contains(m)))
            types.LeaveBehind(root + "." + lost.Name);
        return Make(type, codec, root, types, ObjectLayout.Array, [.. carried.Select(static m => (m, ""))], constructor);
    }

    /// <summary>Puts the codec together.</summary>
    /// <param name="root">The path of the object.</param>
    /// <param name="layout">How the members stand in the payload.</param>
    /// <param name="carried">The members in the order in which they travel, with their keys.</param>
    /// <param name="constructor">What makes the object.</param>
    public static ObjectCodec? Make(
        INamedTypeSymbol type, CodecIdentity codec, string root, TypeParser types, ObjectLayout layout,
        IReadOnlyList<(ObjectMember Member, string Key)> carried, ConstructorChoice constructor)
    {
        var members = new List<MemberModel>();
        foreach ((ObjectMember member, string key) in carried)
        {
            if (types.Parse(member.Type, root + "." + member.Name, MemberRules.AttributesOf(member.Symbol)) is not { } value)
                return null;
            members.Add(new(SymbolNames.Escape(member.Name), value, constructor.Initializes(member), key, member.CanThrow));
        }

        IEnumerable<ConstructorArgument> arguments = constructor.Arguments.Select(a => new ConstructorArgument(
            carried.TakeWhile(c => c.Member != a.Member).Count(),
            constructor.IsNamed ? SymbolNames.Escape(a.Parameter.Name) : "",
            IsForgiven: NeedsForgiveness(a.Member.Type, a.Parameter.Type)));
        return new(
            codec.Key, codec.Type, codec.Name, type.Name, ShapeOf(type), layout, members.ToEquatableArray(), arguments.ToEquatableArray(),
            CanThrow: constructor.CanThrow || carried.Any(static c => c.Member.CanThrow));
    }

    private static ObjectCodec? ParseTuple(INamedTypeSymbol type, CodecIdentity codec, string path, TypeParser types)
    {
        var members = new List<MemberModel>();
        foreach (IFieldSymbol element in type.TupleElements)
        {
            if (types.Parse(element.Type, path.Length == 0 ? "" : path + "." + element.Name) is not { } value)
                return null;
            members.Add(new("Item" + (members.Count + 1), value, IsInitialized: false, Key: "", CanThrow: false));
        }

        IEnumerable<ConstructorArgument> arguments = members.Select(static (_, i) => new ConstructorArgument(i, "", IsForgiven: false));
        return new(
            codec.Key, codec.Type, codec.Name, "Tuple", ObjectShape.Tuple, ObjectLayout.Array, members.ToEquatableArray(), arguments.ToEquatableArray(), CanThrow: false);
    }

    private static ObjectShape ShapeOf(INamedTypeSymbol type) =>
        type.IsValueType ? ObjectShape.Struct : type.IsSealed ? ObjectShape.SealedClass : ObjectShape.OpenClass;

    private static bool NeedsForgiveness(ITypeSymbol member, ITypeSymbol parameter) =>
        SymbolNames.InCode(member) != SymbolNames.InCode(parameter);

    // Private fields of referenced assemblies are not always seen, so that only a type in source can be known to be empty.
    private static bool IsEmpty(INamedTypeSymbol type) =>
        type.Locations.Any(static l => l.IsInSource)
        && type.BaseType?.SpecialType is SpecialType.System_Object or SpecialType.System_ValueType
        && !type.GetMembers().OfType<IFieldSymbol>().Any(static f => !f.IsStatic);
}
