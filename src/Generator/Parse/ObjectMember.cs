using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace ParallelGen.Generator.Parse;

/// <summary>A field or property that generated code can read.</summary>
/// <param name="Symbol">The field or property.</param>
/// <param name="IsSettable">Whether an object initializer can, or must, set it.</param>
/// <param name="IsRequired">Whether every object initializer must set it.</param>
/// <param name="IsLost">Whether it can be set, though not by generated code.</param>
internal sealed record ObjectMember(ISymbol Symbol, ITypeSymbol Type, bool IsSettable, bool IsRequired, bool IsLost)
{
    public string Name => Symbol.Name;

    /// <summary>Whether code of the user's runs when it is got or set.</summary>
    public bool CanThrow => Symbol is IPropertySymbol property && !IsAutomatic(property);

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

    /// <summary>The type and its base classes, the lowest first.</summary>
    public static Stack<INamedTypeSymbol> Hierarchy(INamedTypeSymbol type)
    {
        var types = new Stack<INamedTypeSymbol>();
        for (INamedTypeSymbol? current = type; current is { SpecialType: not SpecialType.System_Object }; current = current.BaseType)
            types.Push(current);
        return types;
    }

    /// <summary>Finds the members that an object initializer must set, also those that can't be read.</summary>
    public static IEnumerable<ISymbol> RequiredOf(INamedTypeSymbol type) =>
        Hierarchy(type).SelectMany(static t => t.GetMembers()).Where(static m => m is IFieldSymbol { IsRequired: true } or IPropertySymbol { IsRequired: true });

    private static ObjectMember? Create(ISymbol symbol, Compilation compilation)
    {
        if (symbol.IsStatic || !symbol.CanBeReferencedByName || !compilation.IsSymbolAccessibleWithin(symbol, compilation.Assembly))
            return null;
        if (DeclarationRules.IsForbidden(symbol) || symbol.ContainingType.GetMembers(symbol.Name).Length > 1)
            return null;
        bool isPublic = symbol.DeclaredAccessibility is Accessibility.Public;
        return symbol switch
        {
            IFieldSymbol { IsConst: false, IsImplicitlyDeclared: false } field => new(
                field, field.Type, !field.IsReadOnly && (isPublic || field.IsRequired), field.IsRequired, IsLost: false),
            IPropertySymbol { Parameters.Length: 0, RefKind: RefKind.None, GetMethod: { } getter } property
                when compilation.IsSymbolAccessibleWithin(getter, compilation.Assembly) => Of(property, isPublic, compilation),
            _ => null,
        };
    }

    private static ObjectMember Of(IPropertySymbol property, bool isPublic, Compilation compilation)
    {
        bool canSet = property.SetMethod is { } setter && compilation.IsSymbolAccessibleWithin(setter, compilation.Assembly);
        return new(
            property, property.Type, canSet && (isPublic || property.IsRequired), property.IsRequired,
            IsLost: isPublic && property.SetMethod is not null && !canSet);
    }

    // An override may have only one of the accessors; the other is inherited.
    private static ObjectMember Merge(ObjectMember inherited, ObjectMember overriding) => overriding with
    {
        IsSettable = inherited.IsSettable || overriding.IsSettable,
        IsRequired = inherited.IsRequired || overriding.IsRequired,
    };

    // One whose accessors the compiler wrote, and that nothing computes when it is made.
    private static bool IsAutomatic(IPropertySymbol property) => property.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax() switch
    {
        ParameterSyntax => true,
        PropertyDeclarationSyntax { ExpressionBody: null, Initializer: null, AccessorList: { } list } =>
            list.Accessors.All(static a => a.Body is null && a.ExpressionBody is null),
        _ => false,
    };
}
