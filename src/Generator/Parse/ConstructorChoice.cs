using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace ParallelGen.Generator.Parse;

/// <summary>The constructor that makes an object again: the longest whose every parameter has a member of its name.</summary>
internal sealed class ConstructorChoice
{
    private const string SetsRequiredMembers = "System.Diagnostics.CodeAnalysis.SetsRequiredMembersAttribute";
    private readonly bool _setsRequiredMembers;

    private ConstructorChoice(IMethodSymbol constructor, ImmutableArray<(IParameterSymbol, ObjectMember)> arguments)
    {
        Arguments = arguments;
        _setsRequiredMembers = constructor.GetAttributes().Any(static a =>
            a.AttributeClass is { } type && SymbolNames.OfFramework(type) == SetsRequiredMembers);
    }

    public ImmutableArray<(IParameterSymbol Parameter, ObjectMember Member)> Arguments { get; }

    public bool Takes(ObjectMember member) => Arguments.Any(a => a.Member == member);

    /// <summary>Whether an object initializer sets the member after this constructor ran.</summary>
    public bool Initializes(ObjectMember member) =>
        Takes(member) ? member.IsRequired && !_setsRequiredMembers : member.IsSettable;

    public static ConstructorChoice? Make(
        INamedTypeSymbol type, IReadOnlyList<ObjectMember> members, Compilation compilation, out string reason)
    {
        reason = "it has no constructor that generated code can call; make one at least internal";
        IEnumerable<IMethodSymbol> constructors = type.InstanceConstructors
            .Where(c => compilation.IsSymbolAccessibleWithin(c, compilation.Assembly) && !IsCopy(c) && !DeclarationRules.IsForbidden(c))
            .OrderByDescending(static c => c.Parameters.Length);
        foreach (IMethodSymbol constructor in constructors)
        {
            var arguments = ImmutableArray.CreateBuilder<(IParameterSymbol, ObjectMember)>();
            foreach (IParameterSymbol parameter in constructor.Parameters)
            {
                if (Find(members, parameter, compilation) is not { } member)
                {
                    reason = $"its constructor's parameter '{parameter.Name}' has no readable member of that name and type; " +
                        "add one, or a constructor without parameters";
                    break;
                }

                arguments.Add((parameter, member));
            }

            if (arguments.Count == constructor.Parameters.Length)
                return new(constructor, arguments.ToImmutable());
        }

        return null;
    }

    // Of members that differ in case alone, the one that does not differ from the parameter.
    private static ObjectMember? Find(IEnumerable<ObjectMember> members, IParameterSymbol parameter, Compilation compilation) => members
        .Where(m => Matches(m, parameter, compilation))
        .OrderBy(m => m.Name == parameter.Name ? 0 : 1)
        .FirstOrDefault();

    private static bool Matches(ObjectMember member, IParameterSymbol parameter, Compilation compilation) =>
        parameter.RefKind is RefKind.None or RefKind.In
        && string.Equals(member.Name, parameter.Name, StringComparison.OrdinalIgnoreCase)
        && compilation.ClassifyConversion(member.Type, parameter.Type) is { IsImplicit: true, IsUserDefined: false };

    private static bool IsCopy(IMethodSymbol constructor) =>
        constructor.Parameters.Length == 1
        && SymbolEqualityComparer.Default.Equals(constructor.Parameters[0].Type, constructor.ContainingType);
}
