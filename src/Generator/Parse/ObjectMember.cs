using Microsoft.CodeAnalysis;

namespace ParallelGen.Generator.Parse;

/// <summary>A field or property that generated code can read.</summary>
/// <param name="IsSettable">Whether an object initializer can, or must, set it.</param>
internal sealed record ObjectMember(string Name, ITypeSymbol Type, bool IsSettable, bool IsRequired)
{
    /// <summary>Finds the readable members, base classes first; null if one hides another.</summary>
    public static IReadOnlyList<ObjectMember>? Find(INamedTypeSymbol type, Compilation compilation)
    {
        var members = new List<ObjectMember>();
        foreach (INamedTypeSymbol current in Hierarchy(type))
        {
            foreach (ISymbol symbol in current.GetMembers())
            {
                if (Create(symbol, compilation) is not { } member)
                    continue;
                int index = members.FindIndex(m => m.Name == member.Name);
                if (index < 0)
                    members.Add(member);
                else if (symbol.IsOverride)
                    members[index] = Merge(members[index], member);
                else
                    return null;
            }
        }

        return members;
    }

    private static Stack<INamedTypeSymbol> Hierarchy(INamedTypeSymbol type)
    {
        var types = new Stack<INamedTypeSymbol>();
        for (INamedTypeSymbol? current = type; current is { SpecialType: not SpecialType.System_Object }; current = current.BaseType)
            types.Push(current);
        return types;
    }

    private static ObjectMember? Create(ISymbol symbol, Compilation compilation)
    {
        if (symbol.IsStatic || !symbol.CanBeReferencedByName || DeclarationRules.IsForbidden(symbol) || !compilation.IsSymbolAccessibleWithin(symbol, compilation.Assembly))
            return null;
        bool isPublic = symbol.DeclaredAccessibility is Accessibility.Public;
        return symbol switch
        {
            IFieldSymbol { IsConst: false, IsImplicitlyDeclared: false } field => new(
                field.Name, field.Type, !field.IsReadOnly && (isPublic || field.IsRequired), field.IsRequired),
            IPropertySymbol { Parameters.Length: 0, RefKind: RefKind.None, GetMethod: { } getter } property
                when compilation.IsSymbolAccessibleWithin(getter, compilation.Assembly) => new(
                property.Name,
                property.Type,
                property.SetMethod is { } setter && compilation.IsSymbolAccessibleWithin(setter, compilation.Assembly)
                    && (isPublic || property.IsRequired),
                property.IsRequired),
            _ => null,
        };
    }

    // An override may have only one of the accessors; the other is inherited.
    private static ObjectMember Merge(ObjectMember inherited, ObjectMember overriding) =>
        overriding with { IsSettable = inherited.IsSettable || overriding.IsSettable, IsRequired = inherited.IsRequired || overriding.IsRequired };
}
