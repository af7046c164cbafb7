using System.Collections;
using System.Globalization;
using System.Reflection;
using System.Text.Json;

namespace EndToEnd.Tests.Types;

/// <summary>All that a value holds, as text: equal for values that are equal in every part.</summary>
internal static class Describer
{
    public static string Describe(object? value) => value switch
    {
        null => "null",
        string text => $"\"{text}\"",
        JsonElement json => json.GetRawText(),
        Array { Rank: > 1 } grid => $"{Lengths(grid)}[{string.Join(", ", grid.Cast<object?>().Select(Describe))}]",
        IEnumerable elements => Elements(elements),
        _ when value.GetType() is { Namespace: "System" } view && view.Name.Contains("Memory`1", StringComparison.Ordinal) =>
            Describe(view.GetMethod("ToArray")!.Invoke(value, null)),
        _ when IsText(value.GetType()) => Convert.ToString(value, CultureInfo.InvariantCulture)!,
        _ => value.GetType().Name + Members(value),
    };

    private static bool IsText(Type type) =>
        type.Assembly == typeof(object).Assembly && !type.IsGenericType || type.IsEnum || type.Assembly != typeof(Describer).Assembly && !type.IsGenericType;

    private static string Lengths(Array grid) => string.Join('x', Enumerable.Range(0, grid.Rank).Select(grid.GetLength));

    // Sets and dictionaries are equal in any order.
    private static string Elements(IEnumerable elements)
    {
        IEnumerable<string> all = elements.Cast<object?>().Select(Describe);
        bool isOrdered = elements is IList or Queue or Stack || elements.GetType().Name is "Queue`1" or "Stack`1" or "LinkedList`1" or "ConcurrentQueue`1";
        return $"[{string.Join(", ", isOrdered ? all : all.Order(StringComparer.Ordinal))}]";
    }

    private static string Members(object value)
    {
        const BindingFlags All = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic;
        IEnumerable<FieldInfo> fields = Hierarchy(value.GetType()).SelectMany(t => t.GetFields(All | BindingFlags.DeclaredOnly));
        return $"{{ {string.Join(", ", fields.Select(f => $"{f.Name} = {Describe(f.GetValue(value))}"))} }}";
    }

    private static IEnumerable<Type> Hierarchy(Type type) => type.BaseType is { } parent ? Hierarchy(parent).Append(type) : [];
}
