using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace ParallelGen.Generator.Parse;

/// <summary>
/// The constructor that makes an object again: the one that an attribute chooses, or the longest whose every parameter has a member of its
/// name. Parameters with a default may be without.
/// </summary>
internal sealed class ConstructorChoice
{
    private const string SetsRequiredMembers = "System.Diagnostics.CodeAnalysis.SetsRequiredMembersAttribute";
    private readonly IMethodSymbol _constructor;

    private ConstructorChoice(IMethodSymbol constructor, ImmutableArray<(IParameterSymbol, ObjectMember)> arguments)
    {
        _constructor = constructor;
        Arguments = arguments;
        SetsAllRequired = constructor.GetAttributes().Any(static a =>
            a.AttributeClass is { } type && SymbolNames.OfFramework(type) == SetsRequiredMembers);
    }

    /// <summary>Finds the member that a parameter takes; null if there is none.</summary>
    public delegate ObjectMember? Match(IParameterSymbol parameter);

    public ImmutableArray<(IParameterSymbol Parameter, ObjectMember Member)> Arguments { get; }

    /// <summary>Whether arguments must be named, because one before them is left out.</summary>
    public bool IsNamed => Arguments.Length < _constructor.Parameters.Length;

    /// <summary>Whether code of the user's runs in it.</summary>
    public bool CanThrow => !_constructor.IsImplicitlyDeclared
        && _constructor.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax() is not RecordDeclarationSyntax;

    /// <summary>Whether it promises to set every required member.</summary>
    public bool SetsAllRequired { get; }

    public bool Takes(ObjectMember member) => Arguments.Any(a => a.Member == member);

    /// <summary>Whether an object initializer sets the member after this constructor ran.</summary>
    public bool Initializes(ObjectMember member) =>
        Takes(member) ? member.IsRequired && !SetsAllRequired : member.IsSettable;

    public static ConstructorChoice? Make(INamedTypeSymbol type, Match match, Compilation compilation, out string reason)
    {
        reason = "it has no constructor that generated code can call; make one at least internal";
        IMethodSymbol[] constructors = [.. CallableConstructors.Of(type, compilation)
            .Where(static c => !IsCopy(c))
            .OrderByDescending(static c => c.Parameters.Length)];
        if (constructors.Where(MemberRules.IsChosen).ToArray() is { Length: > 0 } chosen)
            constructors = chosen;
        foreach (IMethodSymbol constructor in constructors)
        {
            var arguments = ImmutableArray.CreateBuilder<(IParameterSymbol, ObjectMember)>();
            IParameterSymbol? unmatched = null;
            foreach (IParameterSymbol parameter in constructor.Parameters)
            {
                if (match(parameter) is { } member)
                    arguments.Add((parameter, member));
                else if (!parameter.IsOptional)
                    unmatched ??= parameter;
            }

            if (unmatched is null)
                return new(constructor, arguments.ToImmutable());
            reason = $"its constructor's parameter '{unmatched.Name}' has no readable member of that name and type; " +
                "add one, or a constructor without parameters";
        }

        return null;
    }

    /// <summary>Matches by name. Of members that differ in case alone, it is the one that does not differ from the parameter.</summary>
    public static Match ByName(IReadOnlyList<ObjectMember> members, Compilation compilation) => parameter => members
        .Where(m => string.Equals(m.Name, parameter.Name, StringComparison.OrdinalIgnoreCase) && Takes(parameter, m, compilation))
        .OrderBy(m => m.Name == parameter.Name ? 0 : 1)
        .FirstOrDefault();

    /// <summary>Whether the parameter can be given the member's value.</summary>
    public static bool Takes(IParameterSymbol parameter, ObjectMember member, Compilation compilation) =>
        parameter.RefKind is RefKind.None or RefKind.In
        && compilation.ClassifyConversion(member.Type, parameter.Type) is { IsImplicit: true, IsUserDefined: false };

    private static bool IsCopy(IMethodSymbol constructor) =>
        constructor.Parameters.Length == 1
        && SymbolEqualityComparer.Default.Equals(constructor.Parameters[0].Type, constructor.ContainingType);
}
