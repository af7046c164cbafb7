using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace ParallelGen.Transport.SharedMemory;

/// <summary>Memory behind a file descriptor: an anonymous memory file, or a file that has no name.</summary>
internal sealed class PosixSegment(SafeFileHandle handle, bool isSealed) : SegmentMemory
{
    public override int Descriptor => (int)handle.DangerousGetHandle();

    public override bool IsSealed => isSealed;

    /// <summary>Makes it where there is room: in memory, or else in a file without a name, so that nothing is left whoever is killed when.</summary>
    public static new PosixSegment Create(long size)
    {
        var attempts = new List<string>();
        foreach (Func<long, PosixSegment> attempt in (ReadOnlySpan<Func<long, PosixSegment>>)
            [MemoryFile.Create, static size => NamelessFile.Create("/dev/shm", size), static size => NamelessFile.Create(Path.GetTempPath(), size)])
        {
            try
            {
                return attempt(size);
            }
            catch (SegmentException exception)
            {
                attempts.Add(exception.Message);
            }
        }
        throw new SegmentException($"There is no shared memory of {size} bytes: {string.Join("; ", attempts)}.");
    }

    /// <summary>Takes a descriptor over that the parent handed over.</summary>
    /// <exception cref="SegmentException">It is not what the parent said.</exception>
    public static PosixSegment Open(int descriptor, long size, bool isSealed)
    {
        var handle = new SafeFileHandle(descriptor, ownsHandle: true);
        const int end = 2; // SEEK_END
        long found = Libc.Seek(descriptor, 0, end);
        if (found == size && (!isSealed || MemoryFile.HasFixedSize(descriptor)))
            return new PosixSegment(handle, isSealed);
        handle.Dispose();
        throw new SegmentException($"The segment has {found} bytes where {size} were expected, or its size is not sealed.");
    }

    public override MappedMemory Map(long addressSpace, SegmentView[] views) => PosixMapping.Create(Descriptor, addressSpace, views);

    public override void Dispose() => handle.Dispose();
}
