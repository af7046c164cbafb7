using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace ParallelGen.Transport.SharedMemory;

/// <summary>
/// Copies what the caches can't hold past them. An ordinary store reads the line first that it then writes over, so that a copy moves half as much
/// again as it needs to; the reader, in another process, would find it in memory anyway.
/// </summary>
internal static unsafe class StreamingCopy
{
    /// <summary>Less is better left in the cache, where the reader finds it.</summary>
    public const int SmallestStreamed = 16 * 1024 * 1024;

    private const int Step = 4 * 32;
    private const int Ahead = 1024; // bytes, for the loads to be on their way

    /// <param name="source">What is copied.</param>
    /// <param name="destination">Where it goes, aligned to 32 bytes.</param>
    public static void Copy(ReadOnlySpan<byte> source, byte* destination)
    {
        if (source.Length < SmallestStreamed || !Sse.IsSupported || !Vector256.IsHardwareAccelerated)
        {
            source.CopyTo(new Span<byte>(destination, source.Length));
            return;
        }
        int streamed = source.Length & -Step;
        fixed (byte* start = source)
        {
            for (int offset = 0; offset < streamed; offset += Step)
            {
                byte* from = start + offset, to = destination + offset;
                Sse.PrefetchNonTemporal(from + Ahead);
                Sse.PrefetchNonTemporal(from + Ahead + (Step / 2));
                Vector256<byte> first = Vector256.Load(from), second = Vector256.Load(from + 32), third = Vector256.Load(from + 64), fourth = Vector256.Load(from + 96);
                first.StoreAlignedNonTemporal(to);
                second.StoreAlignedNonTemporal(to + 32);
                third.StoreAlignedNonTemporal(to + 64);
                fourth.StoreAlignedNonTemporal(to + 96);
            }
        }
        // These stores keep no order of their own: all of them before the word that says that they are there.
        Sse.StoreFence();
        source[streamed..].CopyTo(new Span<byte>(destination + streamed, source.Length - streamed));
    }
}
