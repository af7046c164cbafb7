using System.Globalization;

namespace ParallelGen.Encoding;

/// <summary>
/// The comparers of strings that travel with a collection. Those of the framework are the same in every process of one program; all
/// others stay behind.
/// </summary>
internal static class WireComparer
{
    // Numbers on the wire.
    private static readonly StringComparer?[] s_comparers =
        [null, StringComparer.Ordinal, StringComparer.OrdinalIgnoreCase, StringComparer.InvariantCulture, StringComparer.InvariantCultureIgnoreCase];

    /// <summary>The number of a comparer; 0 for the default one, and for any that can't travel.</summary>
    /// <param name="comparer">The collection's.</param>
    /// <param name="isOrdinalDefault">Whether the collection compares ordinally where it has none.</param>
    internal static byte NumberOf(object? comparer, bool isOrdinalDefault) => comparer switch
    {
        IEqualityComparer<string?> equality when StringComparer.IsWellKnownOrdinalComparer(equality, out bool ignoresCase) =>
            ignoresCase ? (byte)2 : isOrdinalDefault ? (byte)0 : (byte)1,
        IEqualityComparer<string?> equality when StringComparer.IsWellKnownCultureAwareComparer(equality, out CompareInfo? compare, out CompareOptions options)
            && compare.Name.Length == 0 && options is CompareOptions.None or CompareOptions.IgnoreCase => options is CompareOptions.None ? (byte)3 : (byte)4,
        _ => 0,
    };

    internal static StringComparer? Of(byte number) => number < s_comparers.Length ? s_comparers[number] : null;
}
