using System.Runtime.CompilerServices;

namespace ParallelGen.Dispatch.Maps;

/// <summary>How large a chunk may be, whatever the times of its items.</summary>
internal static class ChunkLimits
{
    /// <summary>
    /// The most bytes of arguments that several items take together. Encoding ends there: what it does not know to be larger costs no more
    /// than that before it is split.
    /// </summary>
    public const long MostBytes = 64 << 20;

    /// <summary>How many bytes a chunk should hold by what was learned of its items: more gain nothing, and are memory.</summary>
    public const long WantedBytes = 16 << 20;

    // A chunk lies in one piece of a worker's memory, beside others: its columns are used where they are.
    private const int LargestColumnBytes = 128 * 1024;
    private const int LargestRows = 16 * 1024;

    /// <summary>The most items, or results, of a type that go together.</summary>
    public static int LargestOf<T>(long maxPayloadBytes) => RuntimeHelpers.IsReferenceOrContainsReferences<T>()
        ? LargestRows
        : (int)Math.Max(1, Math.Min(LargestColumnBytes, maxPayloadBytes) / Unsafe.SizeOf<T>());
}
