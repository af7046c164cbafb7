using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using ParallelGen.Generator.Diagnostics;

namespace ParallelGen.Generator.Parse;

/// <summary>What a marked method must be, apart from the types of its parameters and result.</summary>
internal static class MethodRules
{
    // ProcessPool's own methods would hide the generated ones.
    private static readonly HashSet<string> s_reservedNames = new(StringComparer.Ordinal)
    {
        "WarmUp", "Dispose", "Shutdown", "With", "GetStatistics",
        "Equals", "Finalize", "GetHashCode", "GetType", "MemberwiseClone", "ReferenceEquals", "ToString",
    };

    public static IEnumerable<Rejection> Check(IMethodSymbol method, MarkerAttribute attribute, Compilation compilation)
    {
        Location place = Spans.OfName(method);

        if (!method.IsStatic)
            yield return new(Descriptors.NotStatic, place, SymbolNames.InMessage(method));
        if (Hidden(method) is { } hidden)
            yield return new(Descriptors.NotAccessible, place, SymbolNames.InMessage(method), SymbolNames.InMessage(hidden), AccessibilityOf(hidden));
        if (Generic(method) is { } generic)
            yield return new(Descriptors.OpenGeneric, place, SymbolNames.InMessage(method), SymbolNames.InMessage(generic));
        if (method is { IsAsync: true, ReturnsVoid: true })
            yield return new(Descriptors.AsyncVoid, Spans.OfReturnType(method), SymbolNames.InMessage(method));
        foreach (Rejection rejection in CheckSurroundings(method, compilation).Concat(CheckReferences(method)).Concat(CheckAttribute(method, attribute)))
            yield return rejection;
    }

    /// <summary>What keeps generated code for a method from compiling, whatever the method is.</summary>
    public static IEnumerable<Rejection> CheckSurroundings(IMethodSymbol method, Compilation compilation)
    {
        Location place = Spans.OfName(method);
        if (compilation is CSharpCompilation { LanguageVersion: < LanguageVersion.CSharp13 } old)
            yield return new(Descriptors.OldLanguage, place, SymbolNames.InMessage(method), old.LanguageVersion.ToDisplayString());
        if (TakenNames.Find(method, compilation) is { } taken)
            yield return new(Descriptors.TakenName, place, SymbolNames.InMessage(method), SymbolNames.InMessage(taken), taken is INamespaceSymbol ? "a namespace" : "a type");
        if (DeclarationRules.TwinOf(method) is not null)
            yield return new(Descriptors.DeclaredTwice, place, SymbolNames.InMessage(method));
    }

    /// <summary>Whether this rule rejects the parameter, whatever its type says.</summary>
    public static bool IsByReference(IParameterSymbol parameter) =>
        parameter.RefKind is not RefKind.None
        || parameter.Type.TypeKind is TypeKind.Pointer or TypeKind.FunctionPointer
        || (parameter.Type.IsRefLikeType && SymbolNames.OfFramework(parameter.Type) is not "System.ReadOnlySpan`1");

    private static IEnumerable<Rejection> CheckReferences(IMethodSymbol method)
    {
        if (method.RefKind is not RefKind.None)
            yield return new(Descriptors.ByReference, Spans.OfReturnType(method), SymbolNames.InMessage(method), "it returns a reference into the worker's memory; return the value");
        if (method.IsVararg)
            yield return new(Descriptors.ByReference, Spans.OfName(method), SymbolNames.InMessage(method), "__arglist can't be sent; take an array");
        foreach (IParameterSymbol parameter in method.Parameters)
        {
            if (parameter.RefKind is not RefKind.None)
            {
                yield return new(Descriptors.ByReference, Spans.OfParameter(parameter), SymbolNames.InMessage(method),
                    $"'{parameter.Name}' is passed by reference, and a worker has no access to the caller's variable; take a value and return what is new");
            }
            else if (parameter.Type.TypeKind is TypeKind.Pointer or TypeKind.FunctionPointer)
            {
                yield return new(Descriptors.ByReference, Spans.OfParameterType(parameter), SymbolNames.InMessage(method),
                    $"'{parameter.Name}' is an address, which means nothing in another process; take the data, for instance as an array");
            }
            else if (IsByReference(parameter))
            {
                yield return new(Descriptors.ByReference, Spans.OfParameterType(parameter), SymbolNames.InMessage(method),
                    $"'{parameter.Name}' is a view of memory in the caller's process; take an array");
            }
        }
    }

    private static IEnumerable<Rejection> CheckAttribute(IMethodSymbol method, MarkerAttribute attribute)
    {
        if (attribute.TimeoutMilliseconds < 0)
        {
            yield return new(Descriptors.ImpossibleValue, Spans.OfArgument(attribute.Data, nameof(attribute.TimeoutMilliseconds)),
                nameof(attribute.TimeoutMilliseconds), attribute.TimeoutMilliseconds.ToString(System.Globalization.CultureInfo.InvariantCulture),
                "a time can't be negative; 0 means no limit");
        }

        if (attribute.MaxAttempts < 1)
        {
            yield return new(Descriptors.ImpossibleValue, Spans.OfArgument(attribute.Data, nameof(attribute.MaxAttempts)),
                nameof(attribute.MaxAttempts), attribute.MaxAttempts.ToString(System.Globalization.CultureInfo.InvariantCulture),
                "the first attempt counts; 1 means that there is no other");
        }
        else if (attribute is { MaxAttempts: > 1, Idempotent: false })
        {
            yield return new(Descriptors.RetriesWithoutIdempotent, Spans.OfArgument(attribute.Data, nameof(attribute.MaxAttempts)),
                SymbolNames.InMessage(method), attribute.MaxAttempts.ToString(System.Globalization.CultureInfo.InvariantCulture));
        }

        if (attribute.Name is { } given && !SyntaxFacts.IsValidIdentifier(given))
        {
            yield return new(Descriptors.ImpossibleValue, Spans.OfArgument(attribute.Data, nameof(attribute.Name)),
                nameof(attribute.Name), SymbolDisplay.FormatLiteral(given, quote: true), "methods can't be named so; give an identifier");
        }
        else if (attribute.BaseNameOf(method) is var baseName && s_reservedNames.Contains(baseName))
        {
            Location place = attribute.Name is null ? Spans.OfName(method) : Spans.OfArgument(attribute.Data, nameof(attribute.Name));
            yield return new(Descriptors.ReservedName, place, SymbolNames.InMessage(method), baseName);
        }
    }

    /// <summary>The method, or the type around it, that code elsewhere in the assembly can't reach.</summary>
    public static ISymbol? Hidden(IMethodSymbol method)
    {
        for (ISymbol? symbol = method; symbol is not null; symbol = symbol.ContainingType)
        {
            if (symbol.DeclaredAccessibility is Accessibility.Private or Accessibility.Protected or Accessibility.ProtectedAndInternal
                || DeclarationRules.IsMisplaced(symbol))
            {
                return symbol;
            }
        }

        return null;
    }

    /// <summary>The method, or the type around it, that has type parameters.</summary>
    public static ISymbol? Generic(IMethodSymbol method)
    {
        if (method.IsGenericMethod)
            return method;
        for (INamedTypeSymbol? type = method.ContainingType; type is not null; type = type.ContainingType)
        {
            if (type.TypeParameters.Length > 0)
                return type;
        }

        return null;
    }

    public static string AccessibilityOf(ISymbol symbol) => SyntaxFacts.GetText(symbol.DeclaredAccessibility);
}
