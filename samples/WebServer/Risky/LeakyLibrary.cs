using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace WebServer.Risky;

/// <summary>A library of the kind that servers have to live with: its results are right, and its memory never comes back.</summary>
internal static unsafe class LeakyLibrary
{
    /// <summary>Renders a preview in native memory that nobody frees.</summary>
    internal static long RenderPreview(int seed, int pixels) => Render(seed, new Span<byte>(NativeMemory.Alloc((nuint)pixels), pixels));

    /// <summary>Grain that is smoothed; returns a checksum of it. Like native code, it is as fast in a new process as in an old one.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static long Render(int seed, Span<byte> pixels)
    {
        new Random(seed).NextBytes(pixels);
        for (int index = 1; index < pixels.Length - 1; index++)
            pixels[index] = (byte)((pixels[index - 1] + 2 * pixels[index] + pixels[index + 1]) / 4);
        uint checksum = 0;
        foreach (byte pixel in pixels)
            checksum = checksum * 31 + pixel;
        return checksum;
    }
}
