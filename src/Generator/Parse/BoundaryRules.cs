using Microsoft.CodeAnalysis;

namespace ParallelGen.Generator.Parse;

/// <summary>Which types can't cross the boundary, and what to do about it.</summary>
internal static class BoundaryRules
{
    private const string Unreachable = "generated code can't reach it; make it and the types around it at least internal";

    /// <summary>Why generated code can't name a type; null if it can.</summary>
    public static string? CheckAny(ITypeSymbol type, Compilation compilation)
    {
        if (type is IErrorTypeSymbol { CandidateReason: CandidateReason.Inaccessible })
            return Unreachable;
        if (type.TypeKind is TypeKind.Error)
        {
            return "the compiler does not know it here; types made by other source generators are invisible to this one, " +
                "so declare it in source or in a referenced project";
        }

        if (DeclarationRules.IsForbidden(type))
            return "it is obsolete as an error, or experimental without a valid id, so that no code may use it; make it a warning";
        if (type is INamedTypeSymbol { IsTupleType: true } tuple && DeclarationRules.HasWrongNames(tuple))
            return "the names of its elements are not allowed; rename them";
        if (IsFileLocal(type))
            return "generated code can't name a file-local type; make it internal";
        if (DeclarationRules.IsMisplaced(type) || !compilation.IsSymbolAccessibleWithin(type, compilation.Assembly))
            return Unreachable;
        if (type.TypeKind is TypeKind.Pointer or TypeKind.FunctionPointer)
            return "an address means nothing in another process; pass the data, for instance as an array";
        if (type.TypeKind is TypeKind.TypeParameter)
            return "it is not known which type it stands for; use a concrete type";
        if (type.IsStatic)
            return "it is static, so that there are no values of it; pass the data";
        if (type.IsRefLikeType)
            return "a view of memory can only be a ReadOnlySpan that is a parameter of the marked method itself; pass an array";
        return null;
    }

    /// <summary>What is wrong with a type that has no formatter; null if nothing is.</summary>
    public static string? CheckValue(ITypeSymbol type)
    {
        if (type.TypeKind is TypeKind.Dynamic || type.SpecialType is SpecialType.System_Object)
            return "its values may be of any type; use a concrete type, or one with a closed set of derived types";
        return type.SpecialType is SpecialType.System_Enum or SpecialType.System_ValueType or SpecialType.System_Array
            ? "its values may be of many types; use a concrete one"
            : null;
    }

    /// <summary>What is wrong with a type that would travel member by member; null if nothing is.</summary>
    public static string? CheckObject(INamedTypeSymbol type)
    {
        if (HasUnknownArgument(type))
            return "the compiler does not know one of its type arguments; declare it in source or in a referenced project";
        if (type.TypeKind is TypeKind.Delegate)
            return "code can't be sent; mark a method that does it, and pass it data";
        if (ViewParser.IsSharedArray(type))
            return "a shared array travels only as a parameter of the marked method itself; make it one, which the caller passes";
        if (OfName(type) is { } known)
            return known;
        if (type.TypeKind is TypeKind.Interface)
            return "an interface does not say which class is behind it; use a concrete type, or name those that can be with [JsonDerivedType]";
        if (type.IsAbstract)
            return "it is abstract, so that any class may be behind it; use a concrete type, or name those that can be with [JsonDerivedType]";
        foreach (INamedTypeSymbol ancestor in Ancestors(type))
        {
            if (OfName(ancestor) is { } reason)
                return $"it is a '{SymbolNames.InMessage(ancestor)}', and {reason}";
        }

        if (type.AllInterfaces.Any(static i => i.SpecialType is SpecialType.System_Collections_IEnumerable))
            return "it is a collection that can't be filled, or has members beside its elements; use a List<T> or Dictionary<TKey, TValue>, or give it a [WireFormatter]";
        if (Ancestors(type).FirstOrDefault(static t => SymbolNames.IsFramework(t.ContainingAssembly) && !IsTransparent(t)) is { } opaque)
            return $"what a '{SymbolNames.InMessage(opaque)}' holds can't be seen from outside; pass its data in a type of your own";
        return null;
    }

    // What is not among the members is still in the type's name.
    private static bool HasUnknownArgument(INamedTypeSymbol type) =>
        type.TypeArguments.Any(static a => a.TypeKind is TypeKind.Error || (a is INamedTypeSymbol named && HasUnknownArgument(named)))
        || (type.ContainingType is { } outer && HasUnknownArgument(outer));

    /// <summary>The type and its base classes, without those of all types.</summary>
    private static IEnumerable<INamedTypeSymbol> Ancestors(INamedTypeSymbol type)
    {
        INamedTypeSymbol? current = type;
        for (; current is { SpecialType: not (SpecialType.System_Object or SpecialType.System_ValueType) }; current = current.BaseType)
            yield return current;
    }

    private static string? OfName(INamedTypeSymbol type) => SymbolNames.OfFramework(type) switch
    {
        "System.Threading.Tasks.Task" or "System.Threading.Tasks.Task`1"
            or "System.Threading.Tasks.ValueTask" or "System.Threading.Tasks.ValueTask`1" =>
            "a task belongs to its process; await it, and pass its result",
        "System.IO.Stream" => "an open stream belongs to its process; pass a path, or its bytes",
        "System.Type" or "System.Reflection.MemberInfo" or "System.Reflection.Assembly" =>
            "nothing is loaded by name in a worker; pass a value that says what to do",
        "System.Exception" => "an exception carries its process with it; return a value that says what went wrong, or throw it",
        "System.IProgress`1" => "reports of progress travel only to a parameter of the marked method itself; make it one",
        "System.Collections.Generic.IAsyncEnumerable`1" =>
            "a stream travels only as a parameter or the result of the marked method itself, without a task; use an array or a list",
        "System.Collections.Generic.IAsyncEnumerator`1" or "System.Collections.Generic.IEnumerator`1" => "an iteration belongs to its process; use an array or a list",
        "System.Linq.IQueryable`1" or "System.Linq.IOrderedQueryable`1" => "a query runs where its data is; call ToArray, and pass that",
        "System.Linq.ILookup`2" or "System.Linq.IGrouping`2" or "System.Linq.Lookup`2" =>
            "it can't be made from outside; pass a Dictionary<TKey, List<T>>, or call ToDictionary on it",
        "System.Lazy`1" or "System.WeakReference`1" => "what it stands for may not be there; pass the value itself",
        "System.Text.RegularExpressions.Regex" => "it is compiled in each process; pass its pattern and options",
        "System.Threading.Thread" or "System.Threading.Timer" or "System.Threading.WaitHandle" or "System.Threading.SemaphoreSlim" =>
            "it works in one process only; mark a method that does without",
        "System.Diagnostics.Process" or "System.Net.Sockets.Socket" or "System.Net.Http.HttpClient" or "System.Runtime.InteropServices.SafeHandle" =>
            "what it holds belongs to this process; open it in the worker",
        "System.Collections.ArrayList" or "System.Collections.Hashtable" or "System.Collections.IEnumerable" or "System.Collections.ICollection"
            or "System.Collections.IList" or "System.Collections.IDictionary" => "its elements may be of any type; use a generic collection",
        "System.Data.DataTable" or "System.Data.DataSet" => "its rows hold values of any type; pass a list of records",
        "System.Threading.CancellationToken" => "a token travels only as a parameter of the marked method itself; make it one",
        _ => null,
    };

    // Framework types that keep nothing from view: their members are their state.
    private static bool IsTransparent(INamedTypeSymbol type) =>
        SymbolNames.OfFramework(type) is { } name
        && (name.StartsWith("System.Tuple`", StringComparison.Ordinal)
            || name is "System.Collections.Generic.KeyValuePair`2"
                or "System.Drawing.Point" or "System.Drawing.PointF" or "System.Drawing.Size" or "System.Drawing.SizeF"
                or "System.Drawing.Rectangle" or "System.Drawing.RectangleF"
            || (type.IsValueType && type.GetMembers().OfType<IFieldSymbol>().Any(static f =>
                !f.IsStatic && f.DeclaredAccessibility is Accessibility.Public)));

    private static bool IsFileLocal(ITypeSymbol type)
    {
        for (ITypeSymbol? current = type; current is not null; current = current.ContainingType)
        {
            if (current is INamedTypeSymbol { IsFileLocal: true })
                return true;
        }

        return false;
    }
}
