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
    public static unsafe void Wait(Entry[] entries, int timeoutMilliseconds)
    {
        fixed (Entry* first = entries)
            Wait(first, entries.Length, timeoutMilliseconds);
    }

    public static unsafe bool IsReadable(int descriptor)
    {
        var entry = new Entry(descriptor);
        Wait(&entry, 1, 0);
        return entry.Happened != 0;
    }

    private static unsafe void Wait(Entry* entries, int count, int timeoutMilliseconds)
    {
        while (Native(entries, (nuint)count, timeoutMilliseconds) < 0)
        {
            int error = Marshal.GetLastPInvokeError();
            const int interrupted = 4; // EINTR
            if (error != interrupted)
                throw new IOException($"poll failed with error {error}.");
        }
    }

    [LibraryImport("libc", EntryPoint = "poll", SetLastError = true)]
    private static unsafe partial int Native(Entry* entries, nuint count, int timeout);
}
