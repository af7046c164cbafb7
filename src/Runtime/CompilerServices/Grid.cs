using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace ParallelGen.CompilerServices;

/// <summary>Arrays of several dimensions, for generated code: their elements as they lie in memory, the last index running fastest.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class Grid
{
    /// <summary>The elements of an array of value types.</summary>
    public static ReadOnlySpan<T> Elements<T>(Array grid) => Span<T>(grid);

    /// <summary>Checks that elements fill an array of some lengths.</summary>
    /// <exception cref="CallSerializationException">They don't.</exception>
    public static void Check<T>([NotNull] T[]? items, params ReadOnlySpan<int> lengths)
    {
        long product = 1;

        // The runtime makes no array of more, even where one of the lengths is 0.
        long extent = 1;
        bool isPossible = true;
        foreach (int length in lengths)
        {
            product *= length;
            extent *= Math.Max(length, 1);
            isPossible &= length >= 0 && extent <= Array.MaxLength;
            if (!isPossible)
                break;
        }

        if (items is null || !isPossible || product != items.Length)
            throw new CallSerializationException($"{items?.Length ?? 0} elements do not fill an array of {string.Join(" x ", lengths.ToArray())}.");
    }

    /// <summary>Puts elements into an array that they fill.</summary>
    public static void Fill<T>(Array grid, T[] items) => items.CopyTo(Span<T>(grid));

    private static Span<T> Span<T>(Array grid) =>
        MemoryMarshal.CreateSpan(ref Unsafe.As<byte, T>(ref MemoryMarshal.GetArrayDataReference(grid)), grid.Length);
}
