using System.Diagnostics;
using System.Globalization;
using ParallelGen.Platform;
using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using Microsoft.Win32.SafeHandles;
using ParallelGen.Protocol;
using ParallelGen.Transport;
using ParallelGen.Transport.SharedMemory;

namespace ParallelGen.Tests.Transport;

/// <summary>The memory itself: private, all there, of fixed size, and gone with its last user.</summary>
[SupportedOSPlatform("linux")]
public sealed unsafe class SegmentTests : IDisposable
{
    private const UnixFileMode OnlyThisUser = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const int GetDescriptorFlags = 1; // F_GETFD
    private const int CloseOnExec = 1; // FD_CLOEXEC

    private readonly LocalSocket _parent;
    private readonly LocalSocket _worker;

    public SegmentTests()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Memory files are Linux's.");
        (_parent, _worker) = SocketPair.Create();
    }

    public void Dispose()
    {
        _parent?.Dispose();
        _worker?.Dispose();
    }

    [Fact]
    public void It_is_private_sealed_and_not_inherited_on_either_side()
    {
        using Segment segment = Segment.Create();
        SegmentOffer.Of(segment, SpinPolicy.Never).Send(_parent);
        SegmentOffer offer = SegmentOffer.Receive(_worker);
        Assert.NotEqual(segment.Memory.Descriptor, offer.Descriptor);
        foreach (int descriptor in (int[])[segment.Memory.Descriptor, offer.Descriptor])
        {
            using var handle = new SafeFileHandle(descriptor, ownsHandle: false);
            Assert.Equal(OnlyThisUser, File.GetUnixFileMode(handle));
            Assert.Equal(segment.Layout.Size, RandomAccess.GetLength(handle));
            Assert.NotEqual(0, Libc.Control(descriptor, GetDescriptorFlags, 0) & CloseOnExec);
            Assert.True(MemoryFile.HasFixedSize(descriptor));
            Assert.Equal(-1, Libc.SetSize(descriptor, segment.Layout.Size - 4096));
            Assert.Equal(-1, Libc.SetSize(descriptor, segment.Layout.Size + 4096));
        }
        using Segment there = offer.Open();
        there.CloseHandle();
        segment.CloseHandle();
        Assert.True(*(long*)there.Parent == *(long*)segment.Parent);
    }

    [Fact]
    public void Each_side_can_only_read_what_the_other_alone_writes()
    {
        (Segment parent, Segment worker) = SharedMemoryPair.CreateSegments(_parent, _worker, SegmentLayout.DefaultRingCapacity);
        using (parent)
        using (worker)
        {
            string[] maps = File.ReadAllLines("/proc/self/maps");
            int capacity = parent.Layout.RingCapacity;
            Assert.Equal("rw-s", Protection(maps, parent.Parent));
            Assert.Equal("r--s", Protection(maps, worker.Parent));
            Assert.Equal("rw-s", Protection(maps, parent.Shared));
            Assert.Equal("rw-s", Protection(maps, worker.Shared));
            foreach (int offset in (int[])[0, capacity - 1, capacity, (2 * capacity) - 1])
            {
                Assert.Equal("rw-s", Protection(maps, parent.Down.Start + offset));
                Assert.Equal("r--s", Protection(maps, worker.Down.Start + offset));
                Assert.Equal("r--s", Protection(maps, parent.Up.Start + offset));
                Assert.Equal("rw-s", Protection(maps, worker.Up.Start + offset));
            }
        }
    }

    [Fact]
    public void The_rings_are_mapped_twice_in_a_row()
    {
        (Segment parent, Segment worker) = SharedMemoryPair.CreateSegments(_parent, _worker, SharedMemoryPair.SmallRing);
        using (parent)
        using (worker)
        {
            int capacity = SharedMemoryPair.SmallRing;
            parent.Down.Start[capacity + 5] = 17;
            Assert.Equal(17, parent.Down.Start[5]);
            Assert.Equal(17, worker.Down.Start[5]);
            worker.Up.Start[7] = 19;
            Assert.Equal(19, worker.Up.Start[capacity + 7]);
            Assert.Equal(19, parent.Up.Start[capacity + 7]);
        }
    }

    [Fact]
    public void A_segment_that_is_not_what_was_said_is_refused()
    {
        using Segment segment = Segment.Create();
        SegmentOffer.Of(segment, SpinPolicy.Never).Send(_parent);
        SegmentOffer offer = SegmentOffer.Receive(_worker);
        Assert.Throws<SegmentException>(() => (offer with { RingCapacity = offer.RingCapacity / 2 }).Open());
        SegmentOffer.Of(segment, SpinPolicy.Never).Send(_parent);
        offer = SegmentOffer.Receive(_worker);
        segment.Parent->Magic++;
        Assert.Throws<SegmentException>(offer.Open);
        Assert.Throws<SegmentException>((offer with { Descriptor = -1 }).Open);
    }

    [Fact]
    public void A_file_without_a_name_does_as_well()
    {
        string folder = Directory.CreateTempSubdirectory("segment-").FullName;
        try
        {
            var layout = new SegmentLayout(SharedMemoryPair.SmallRing);
            PosixSegment memory = NamelessFile.Create(folder, layout.Size);
            Assert.False(memory.IsSealed);
            Assert.Empty(Directory.GetFileSystemEntries(folder));
            using (var handle = new SafeFileHandle(memory.Descriptor, ownsHandle: false))
                Assert.Equal(OnlyThisUser, File.GetUnixFileMode(handle));
            Assert.NotEqual(0, Libc.Control(memory.Descriptor, GetDescriptorFlags, 0) & CloseOnExec);
            (Segment here, Segment there) = SharedMemoryPair.HandOver(_parent, _worker, Segment.Create(memory, layout));
            using var parent = new ParentConnection(_parent, here, int.MaxValue);
            using var worker = new WorkerConnection(_worker, there, int.MaxValue, new SpinBudget(SpinPolicy.Never, 2));
            worker.Send(new FrameHeader(FrameKind.Result, 5));
            worker.Flush();
            Assert.True(parent.Receive(out FrameHeader header));
            Assert.Equal(5, header.CallId);
        }
        finally
        {
            Directory.Delete(folder);
        }
    }

    [Fact]
    public void Too_little_room_is_an_exception_at_once()
    {
        Assert.Throws<SegmentException>(() => NamelessFile.Create("/proc", 4096));
        Assert.Throws<SegmentException>(() => NamelessFile.Create("/nowhere", 4096));
        string folder = Directory.CreateTempSubdirectory("tiny-").FullName;
        try
        {
            Assert.SkipUnless(Run("mount", "-t", "tmpfs", "-o", "size=4k", "none", folder), "Mounting is not allowed here.");
            try
            {
                SegmentException exception = Assert.Throws<SegmentException>(() => NamelessFile.Create(folder, new SegmentLayout(SharedMemoryPair.SmallRing).Size));
                Assert.Contains("No space left", exception.Message, StringComparison.Ordinal);
                Assert.Empty(Directory.GetFileSystemEntries(folder));
            }
            finally
            {
                Run("umount", folder);
            }
        }
        finally
        {
            Directory.Delete(folder);
        }
    }

    [Fact]
    public void Memory_is_given_back()
    {
        (Segment parent, Segment worker) = SharedMemoryPair.CreateSegments(_parent, _worker, SegmentLayout.DefaultRingCapacity);
        string address = ((nint)parent.Down.Start).ToString("x", CultureInfo.InvariantCulture);
        parent.Dispose();
        parent.Dispose();
        worker.Dispose();
        Assert.DoesNotContain(File.ReadAllLines("/proc/self/maps"), line => line.StartsWith(address, StringComparison.Ordinal) && line.Contains("ParallelGen", StringComparison.Ordinal));
    }

    private static string Protection(string[] maps, void* address)
    {
        foreach (string line in maps)
        {
            string[] range = line[..line.IndexOf(' ', StringComparison.Ordinal)].Split('-');
            if ((nuint)address >= nuint.Parse(range[0], NumberStyles.HexNumber) && (nuint)address < nuint.Parse(range[1], NumberStyles.HexNumber))
                return line.Split(' ')[1];
        }
        return "not mapped";
    }

    private static bool Run(string program, params string[] arguments)
    {
        try
        {
            using Process process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true })!;
            process.WaitForExit();
            return process.ExitCode == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }

    [Fact]
    public void A_thread_that_is_late_may_look_at_a_connection_that_is_disposed()
    {
        (ParentConnection parent, WorkerConnection worker) = SharedMemoryPair.Create(1 << 20);
        using (worker)
        {
            parent.Dispose();
            parent.Arm();
            parent.Disarm();
            _ = parent.HasFrame;
            _ = parent.ClaimedAt(0, 1);
            Assert.False(parent.TryRevoke(0, 1));
        }
    }
}
