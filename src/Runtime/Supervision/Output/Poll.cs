using System.Runtime.InteropServices;

namespace ParallelGen.Supervision.Output;

/// <summary>poll(2).</summary>
internal static partial class Poll
{
    private const short Readable = 1; // POLLIN; hang-up and errors are always reported

    [StructLayout(LayoutKind.Sequential)]
    internal struct Entry(int descriptor)
    {
        public int Descriptor = descriptor;
        public short Events = Readable;
        public short Happened;
    }

    /// <summary>Waits until one of the descriptors can be read without waiting, or is at its end.</summary>
    public static void Wait(Span<Entry> entries, int timeoutMilliseconds)
    {
        while (Native(entries, (nuint)entries.Length, timeoutMilliseconds) < 0)
        {
            int error = Marshal.GetLastPInvokeError();
            const int interrupted = 4; // EINTR
            if (error != interrupted)
                throw new IOException($"poll failed with error {error}.");
        }
    }

    public static bool IsReadable(int descriptor)
    {
        Span<Entry> entries = [new Entry(descriptor)];
        Wait(entries, 0);
        return entries[0].Happened != 0;
    }

    [LibraryImport("libc", EntryPoint = "poll", SetLastError = true)]
    private static partial int Native(Span<Entry> entries, nuint count, int timeout);
}
