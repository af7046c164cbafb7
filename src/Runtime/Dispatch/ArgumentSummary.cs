using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;

namespace ParallelGen.Dispatch;

/// <summary>
/// Arguments in short, for people: numbers, times and texts, cut where they are long; of everything else the type. No code of the user's runs for
/// it, and nothing is read that the user may change meanwhile.
/// </summary>
internal static class ArgumentSummary
{
    private const int MostOfText = 60;
    private const int MostOfAll = 200;

    /// <summary>Describes the arguments of a call: a tuple of them, one, or none.</summary>
    public static string Of<TArguments>(in TArguments arguments)
    {
        if (arguments is Unit)
            return "()";
        var text = new StringBuilder();
        if (IsTuple(arguments))
            Add(text, arguments);
        else
            Add(text.Append('('), arguments).Append(')');
        if (text.Length > MostOfAll)
            text.Remove(MostOfAll, text.Length - MostOfAll).Append("...)");
        return text.ToString();
    }

    private static StringBuilder Add(StringBuilder text, object? value) => value switch
    {
        null => text.Append("null"),
        string or char => Quote(text, value.ToString()!),
        bool truth => text.Append(truth ? "true" : "false"),
        ITuple tuple when IsTuple(tuple) => AddTuple(text, tuple),
        Enum name => text.Append(name),
        ValueType and IFormattable number when IsOfFramework(number) => text.Append(number.ToString(null, CultureInfo.InvariantCulture)),
        Array array => text.Append(NameOf(array.GetType().GetElementType()!)).Append('[').AppendJoin(", ", Enumerable.Range(0, array.Rank).Select(array.GetLength)).Append(']'),
        _ => text.Append(NameOf(value.GetType())),
    };

    private static StringBuilder AddTuple(StringBuilder text, ITuple tuple)
    {
        text.Append('(');
        for (int i = 0; i < tuple.Length && text.Length <= MostOfAll; i++)
            Add(i == 0 ? text : text.Append(", "), tuple[i]);
        return text.Append(')');
    }

    private static StringBuilder Quote(StringBuilder text, string value)
    {
        text.Append('"');
        int length = Math.Min(value.Length, MostOfText);
        foreach (char character in value.AsSpan(0, length > 0 && char.IsHighSurrogate(value[length - 1]) ? length - 1 : length))
            text.Append(char.IsControl(character) ? ' ' : character); // one line
        return text.Append(length < value.Length ? "...\"" : "\"");
    }

    private static string NameOf(Type type)
    {
        if (type.IsArray)
            return $"{NameOf(type.GetElementType()!)}[{new string(',', type.GetArrayRank() - 1)}]";
        return type.IsGenericType
            ? $"{type.Name.Split('`')[0]}<{string.Join(", ", type.GetGenericArguments().Select(NameOf))}>"
            : type.Name;
    }

    private static bool IsTuple(object? value) => value is ITuple && IsOfFramework(value);

    private static bool IsOfFramework(object value) => value.GetType().Assembly == typeof(object).Assembly;
}
