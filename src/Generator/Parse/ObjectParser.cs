using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using ParallelGen.Generator.Model;

namespace ParallelGen.Generator.Parse;

/// <summary>Decides which members of a record, class, struct or tuple travel, and how it is made again.</summary>
internal static class ObjectParser
{
    public static ObjectCodec? Parse(INamedTypeSymbol type, string key, string name, string path, TypeParser types)
    {
        string root = path.Length == 0 ? type.Name : path;
        if (type.IsTupleType && type.TupleElements.Length > 1)
            return ParseTuple(type, key, name, path, types);
        if (ObjectMember.Find(type, types.Compilation) is not { } candidates)
            return types.Reject<ObjectCodec>(type, path, "a member of it hides one of its base class; give one of them another name");
        if (ConstructorChoice.Make(type, candidates, types.Compilation, out string reason) is not { } constructor)
            return types.Reject<ObjectCodec>(type, path, reason);

        ObjectMember[] carried = [.. candidates.Where(m => m.IsSettable || constructor.Takes(m))];
        if (carried.Length == 0 && !IsEmpty(type))
        {
            return types.Reject<ObjectCodec>(type, path,
                "none of its members can be both read and set; give it public properties with get and set or init, or a constructor with a parameter for each");
        }

        var members = new List<MemberModel>();
        foreach (ObjectMember member in carried)
        {
            if (types.Parse(member.Type, root + "." + member.Name) is not { } value)
                return null;
            members.Add(new(SymbolNames.Escape(member.Name), value, constructor.Initializes(member)));
        }

        IEnumerable<ConstructorArgument> arguments = constructor.Arguments.Select(
            a => new ConstructorArgument(Array.IndexOf(carried, a.Member), IsForgiven: NeedsForgiveness(a.Member.Type, a.Parameter.Type)));
        return new(key, name, ShapeOf(type), members.ToEquatableArray(), arguments.ToEquatableArray());
    }

    private static ObjectCodec? ParseTuple(INamedTypeSymbol type, string key, string name, string path, TypeParser types)
    {
        var members = new List<MemberModel>();
        foreach (IFieldSymbol element in type.TupleElements)
        {
            if (types.Parse(element.Type, path.Length == 0 ? "" : path + "." + element.Name) is not { } value)
                return null;
            members.Add(new("Item" + (members.Count + 1), value, IsInitialized: false));
        }

        IEnumerable<ConstructorArgument> arguments = members.Select(static (_, i) => new ConstructorArgument(i, IsForgiven: false));
        return new(key, name, ObjectShape.Tuple, members.ToEquatableArray(), arguments.ToEquatableArray());
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
