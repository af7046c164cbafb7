using System.Runtime.InteropServices;

namespace ParallelGen.Transport.SharedMemory;

/// <summary>
/// Windows: a section of the paging file, under a name that cannot be guessed and that only this user may open. It is gone with its last
/// handle and view, and committed when it is made.
/// </summary>
internal sealed class WindowsSegment(nint section, string name) : SegmentMemory
{
    private nint _section = section;

    public override string Name => name;

    public static new WindowsSegment Create(long size)
    {
        string name = $"Local\\ParallelGen-{Guid.NewGuid():N}{Guid.NewGuid():N}";
        nint section;
        unsafe
        {
            section = WindowsCalls.CreateSection(-1, null, WindowsCalls.PageReadWrite, (uint)(size >> 32), (uint)size, name);
        }
        // A section of that name that exists already would be a stranger's: two GUIDs do not meet by chance.
        return section != 0 && Marshal.GetLastPInvokeError() == 0
            ? new WindowsSegment(section, name)
            : throw new SegmentException($"There is no shared memory of {size} bytes: {Libc.DescribeLastError()}.");
    }

    /// <exception cref="SegmentException">There is none of that name.</exception>
    public static WindowsSegment Open(string name)
    {
        nint section = WindowsCalls.OpenSection(WindowsCalls.MapRead | WindowsCalls.MapWrite, 0, name);
        return section != 0 ? new WindowsSegment(section, name) : throw new SegmentException($"The segment could not be opened: {Libc.DescribeLastError()}.");
    }

    public override MappedMemory Map(long addressSpace, SegmentView[] views) => WindowsMapping.Create(_section, addressSpace, views);

    public override void Dispose()
    {
        if (_section != 0)
            _ = WindowsCalls.CloseHandle(_section);
        _section = 0;
    }
}
