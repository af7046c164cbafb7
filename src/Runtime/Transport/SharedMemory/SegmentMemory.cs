namespace ParallelGen.Transport.SharedMemory;

/// <summary>The memory of a segment, by a handle of this process. What was mapped of it stays when the handle is closed.</summary>
internal abstract class SegmentMemory : IDisposable
{
    /// <summary>The file descriptor by which it is handed over; -1 where it is handed over by name.</summary>
    public virtual int Descriptor => -1;

    /// <summary>The name by which it is handed over; empty where it is handed over by descriptor.</summary>
    public virtual string Name => "";

    /// <summary>Whether nobody can change its size any more.</summary>
    public virtual bool IsSealed => true;

    /// <summary>Makes memory that is all there: none of it is missing when it is used later.</summary>
    /// <exception cref="SegmentException">There is no room for it, or the system does not allow it.</exception>
    public static SegmentMemory Create(long size) => OperatingSystem.IsWindows() ? WindowsSegment.Create(size) : PosixSegment.Create(size);

    /// <summary>Maps the views into so many bytes of address space.</summary>
    /// <exception cref="SegmentException">The system does not allow it.</exception>
    public abstract MappedMemory Map(long addressSpace, SegmentView[] views);

    public abstract void Dispose();
}
