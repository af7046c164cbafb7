using System.Globalization;
using System.Runtime.Versioning;
using Microsoft.Win32.SafeHandles;
using ParallelGen.Encoding;
using ParallelGen.Lanes;
using ParallelGen.Platform;
using ParallelGen.Protocol;
using ParallelGen.Transport;
using ParallelGen.Transport.SharedMemory;
using ParallelGen.Transport.Sockets;

namespace ParallelGen.Tests.Transport;

/// <summary>Blocks of shared memory: who keeps them, how they are handed over, and where room in them comes from.</summary>
[SupportedOSPlatform("linux")]
public sealed unsafe class BlockTests : IDisposable
{
    private readonly LocalSocket _parent;
    private readonly DescriptorSocket _worker;

    public BlockTests()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Memory files are Linux's.");
        (_parent, LocalSocket worker) = SocketPair.Create();
        _worker = new DescriptorSocket(worker);
    }

    public void Dispose()
    {
        _parent?.Dispose();
        _worker?.Dispose();
    }

    [Fact]
    public void A_block_is_zeros_sealed_and_gone_with_its_last_user()
    {
        MappedBlock block = MappedBlock.Create(10_000, isWritable: true);
        Assert.Same(block, SharedBlocks.Get(block.Id));
        Assert.Equal(-1, new ReadOnlySpan<byte>(block.Start, 10_000).IndexOfAnyExcept((byte)0));
        Assert.True(MemoryFile.HasFixedSize(block.Descriptor));
        string address = ((nint)block.Start).ToString("x", CultureInfo.InvariantCulture);
        Assert.True(block.TryUse());
        block.EndUse();
        Assert.True(IsMapped(address));
        Assert.False(block.IsFree);
        block.EndUse();
        Assert.True(block.IsFree);
        Assert.False(block.TryUse());
        Assert.False(block.TryUseAlone());
        Assert.False(IsMapped(address));
        Assert.Throws<CallSerializationException>(() => SharedBlocks.Get(block.Id));
        // Who is late writes to nothing, and ends nobody.
        *block.Start = 1;
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void It_is_handed_over_and_outlives_who_made_it(bool isWritable)
    {
        MappedBlock made = MappedBlock.Create(5_000_000, isWritable);
        made.Start[4_999_999] = 7;
        BlockOffer.Send(_parent, made);
        made.EndUse();
        SharedBlock block = Receive(made.Id);
        Assert.NotSame(made, block);
        Assert.Equal((5_000_000, isWritable), (block.Length, block.IsWritable));
        Assert.Equal(7, block.Start[4_999_999]);
        string line = File.ReadLines("/proc/self/maps").Single(map => map.StartsWith(((nint)block.Start).ToString("x", CultureInfo.InvariantCulture), StringComparison.Ordinal));
        Assert.Equal(isWritable ? "rw-s" : "r--s", line.Split(' ')[1]);
        SharedBlocks.Forget(made.Id);
        Assert.True(block.IsFree);
    }

    [Fact]
    public void Descriptors_come_in_the_order_of_the_frames()
    {
        MappedBlock[] made = [.. Enumerable.Range(0, 20).Select(number => MappedBlock.Create(1 + number, isWritable: true))];
        using SocketConnection connection = new(_parent, 1000, mayBlock: true), worker = new(_worker, 1000, mayBlock: true);
        foreach (MappedBlock block in made)
        {
            *block.Start = (byte)block.Length;
            connection.Send(new FrameHeader(FrameKind.Cancel, 3));
            BlockOffer.Send(_parent, block);
            block.EndUse();
        }
        foreach (MappedBlock block in made)
        {
            SharedBlock received = Receive(block.Id, worker);
            Assert.Equal(received.Length, *received.Start);
            SharedBlocks.Forget(block.Id);
        }
    }

    [Fact]
    public void A_descriptor_that_got_lost_is_an_error_for_who_needs_the_block_alone()
    {
        MappedBlock lost = MappedBlock.Create(100, isWritable: true), found = MappedBlock.Create(100, isWritable: true);
        BlockOffer.Send(_parent, lost);
        BlockOffer.Send(_parent, found);
        lost.EndUse();
        found.EndUse();
        using var connection = new SocketConnection(_worker, 1000, mayBlock: true);
        Assert.True(connection.Receive(out FrameHeader header));
        new SafeFileHandle(_worker.TakeDescriptor(), ownsHandle: true).Dispose();
        WireReader payload = connection.OpenPayload();
        BlockOffer.Receive(header.CallId, ref payload, new DescriptorSocket(_parent)); // to which none came
        connection.ReleasePayload();
        Assert.Contains("too many files", Assert.Throws<CallSerializationException>(() => SharedBlocks.Get(lost.Id)).Message, StringComparison.Ordinal);
        Assert.Equal(100, Receive(found.Id, connection).Length);
        SharedBlocks.Forget(found.Id);
        SharedBlocks.Forget(lost.Id);
        Assert.DoesNotContain("too many files", Assert.Throws<CallSerializationException>(() => SharedBlocks.Get(lost.Id)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_block_that_could_not_be_used_is_there_when_it_is_offered_again()
    {
        MappedBlock made = MappedBlock.Create(100, isWritable: true);
        BlockOffer.Send(_parent, made);
        BlockOffer.Send(_parent, made);
        made.EndUse();
        SharedBlocks.AddProblem(made.Id, "no descriptor");
        Assert.Throws<CallSerializationException>(() => SharedBlocks.Get(made.Id));
        using var connection = new SocketConnection(_worker, 1000, mayBlock: true);
        SharedBlock block = Receive(made.Id, connection);
        Assert.Same(block, SharedBlocks.Get(made.Id));
        Assert.Same(block, Receive(made.Id, connection)); // and nothing happens where it is there
        SharedBlocks.Forget(made.Id);
        Assert.True(block.IsFree);
    }

    [Fact]
    public void A_slab_is_used_again_and_none_is_given_twice()
    {
        using var pool = new SlabPool(long.MaxValue, maxKeptBytes: 4 << 20);
        SharedBlock first = pool.TryTake(100)!, second = pool.TryTake(100)!;
        Assert.NotSame(first, second);
        first.TryUse();
        first.EndUse();
        Assert.NotSame(first, Take(pool, 100));
        first.EndUse();
        Assert.Same(first, Take(pool, 100));
        second.EndUse();
        // The smallest that will do; and what is too small makes way for what is asked for.
        SharedBlock large = pool.TryTake(3 << 20)!;
        Assert.Equal(3 << 20, large.Length);
        large.EndUse();
        Assert.NotSame(large, Take(pool, 100));
        SharedBlock larger = pool.TryTake(4 << 20)!;
        Assert.True(large.IsFree);
        larger.EndUse();
        pool.Dispose();
        Assert.True(larger.IsFree);
        Assert.Null(pool.TryTake(1));
        Assert.Equal(0, pool.Bytes);
    }

    [Fact]
    public void What_is_too_much_to_keep_goes_when_nobody_uses_it()
    {
        using var pool = new SlabPool(long.MaxValue, maxKeptBytes: 4 << 20);
        var large = new BlockUses(pool);
        (SharedBlock block, _) = large.Stage(new byte[16 << 20])!.Value;
        var small = new BlockUses(pool);
        small.Stage(new byte[100]);
        Assert.Equal((100, 64 << 10), (small.StagedBytes, small.HeldBytes));
        large.EndAll();
        Assert.True(block.IsFree);
        Assert.Equal(64 << 10, pool.Bytes);
        small.EndAll();
        Assert.Equal(64 << 10, pool.Bytes);
    }

    [Fact]
    public void A_process_keeps_descriptors_for_others()
    {
        using var pool = new SlabPool(long.MaxValue, maxKeptBytes: 1);
        SharedBlock[] all = [.. Enumerable.Range(0, 256).Select(_ => pool.TryTake(1)!)];
        Assert.Null(pool.TryTake(1));
        foreach (SharedBlock block in all)
            block.EndUse();
        pool.OnEnded();
        Assert.Equal(0, pool.Bytes);
    }

    [Fact]
    public void Many_small_slabs_make_way_for_a_larger_one_and_a_large_one_is_not_wasted_on_little()
    {
        using var pool = new SlabPool(long.MaxValue, maxKeptBytes: long.MaxValue);
        SharedBlock[] all = [.. Enumerable.Range(0, 256).Select(_ => pool.TryTake(1)!)];
        all[0].EndUse();
        SharedBlock large = pool.TryTake(8 << 20)!;
        Assert.Equal(8 << 20, large.Length);
        Assert.True(all[0].IsFree);
        large.EndUse();
        Assert.NotSame(large, Take(pool, 1));
        Assert.True(large.IsFree); // it was the only one that nobody used
        foreach (SharedBlock block in all[1..])
            block.EndUse();
    }

    [Fact]
    public void What_a_request_refers_to_stands_side_by_side_until_it_is_settled()
    {
        using var pool = new SlabPool(2 << 20, maxKeptBytes: 1 << 30);
        var uses = new BlockUses(pool);
        var other = new BlockUses(null);
        Assert.Null(other.Stage(new byte[100]));
        (SharedBlock block, long offset) = uses.Stage([1, 2, 3])!.Value;
        (SharedBlock same, long next) = uses.Stage([4])!.Value;
        Assert.Same(block, same);
        Assert.Equal((0, 64), (offset, next));
        Assert.Equal([1, 2, 3], new ReadOnlySpan<byte>(block.Start, 3).ToArray());
        Assert.Equal(4, block.Start[64]);
        (SharedBlock another, _) = uses.Stage(new byte[1 << 20])!.Value;
        Assert.NotSame(block, another);
        Assert.Equal((1 << 20) + 4, uses.StagedBytes);
        Assert.Throws<PayloadTooLargeException>(() => uses.Stage(new byte[1 << 20]));
        var few = new BlockUses(pool, mostStagedBytes: 10);
        Assert.NotNull(few.Stage(new byte[11]));
        Assert.Null(few.Stage(new byte[1]));
        few.EndAll();
        uses.EndAll();
        uses.EndAll();
        Assert.Same(block, Take(pool, 1));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(StreamingCopy.SmallestStreamed - 1)]
    [InlineData(StreamingCopy.SmallestStreamed)]
    [InlineData(StreamingCopy.SmallestStreamed + 127)]
    public void What_is_copied_past_the_caches_arrives(int length)
    {
        MappedBlock block = MappedBlock.Create(length + 1, isWritable: true);
        byte[] bytes = new byte[length + 1];
        new Random(length).NextBytes(bytes);
        block.Start[length] = 7;
        StreamingCopy.Copy(bytes.AsSpan(1), block.Start); // from where nothing is aligned
        Assert.True(bytes.AsSpan(1).SequenceEqual(new ReadOnlySpan<byte>(block.Start, length)));
        Assert.Equal(7, block.Start[length]);
        block.EndUse();
    }

    [Fact]
    public void References_that_make_no_sense_are_errors()
    {
        MappedBlock block = MappedBlock.Create(80, isWritable: false), array = MappedBlock.Create(80, isWritable: true);
        try
        {
            Assert.Equal(10, View(block.Id, 0, 10));
            Assert.Equal(0, View(block.Id, 80, 0));
            foreach ((long offset, int length) in ((long, int)[])[(0, 11), (8, 10), (-8, 1), (81, 0), (0, -1), (long.MaxValue, 1), (0, int.MaxValue), (0, int.MinValue)])
                Assert.Throws<CallSerializationException>(() => View(block.Id, offset, length));
            Assert.Throws<CallSerializationException>(() => View(-1, 0, 1));
            Assert.Equal(10, Array(array.Id, 10));
            foreach ((long id, int length) in ((long, int)[])[(array.Id, 11), (array.Id, -1), (array.Id, int.MaxValue), (-1, 1), (block.Id, 10)])
                Assert.Throws<CallSerializationException>(() => Array(id, length));
        }
        finally
        {
            block.EndUse();
            array.EndUse();
        }

        static int View(long id, long offset, int length)
        {
            var reader = new WireReader(Numbers(id, offset, length));
            return reader.ReadView<long>().Length;
        }

        static int Array(long id, int length)
        {
            var reader = new WireReader(Numbers(id, length));
            return reader.ReadShared<long>()!.Length;
        }
    }

    [Fact]
    public void What_is_available_is_the_least_of_machine_and_container()
    {
        string folder = Directory.CreateTempSubdirectory("memory-").FullName;
        try
        {
            File.WriteAllText(Path.Combine(folder, "meminfo"), "MemTotal:  4000 kB\nMemAvailable:  3000 kB\nSwapFree:  1000 kB\n");
            Directory.CreateDirectory(Path.Combine(folder, "self"));
            string groups = Path.Combine(folder, "groups"), group = Path.Combine(groups, "a", "b");
            Directory.CreateDirectory(group);
            var memory = new AvailableMemory(folder, groups);
            Assert.Equal((4000 * 1024, "machine"), memory.Read());

            File.WriteAllText(Path.Combine(folder, "self", "cgroup"), "0::/a/b\n");
            File.WriteAllText(Path.Combine(group, "memory.max"), "max\n");
            File.WriteAllText(Path.Combine(group, "memory.current"), "5\n");
            Assert.Equal((4000 * 1024, "machine"), memory.Read());
            File.WriteAllText(Path.Combine(groups, "a", "memory.max"), "1000\n");
            File.WriteAllText(Path.Combine(groups, "a", "memory.current"), "600\n");
            File.WriteAllText(Path.Combine(groups, "a", "memory.stat"), "anon 1\ninactive_file 100\nactive_file 7\n");
            Assert.Equal((500, "container"), memory.Read());

            // The first kind of groups; and a path that is not seen from inside.
            File.WriteAllText(Path.Combine(folder, "self", "cgroup"), "12:cpu:/c\n5:memory:/docker/x\n");
            Directory.CreateDirectory(Path.Combine(groups, "memory"));
            File.WriteAllText(Path.Combine(groups, "memory", "memory.limit_in_bytes"), "900\n");
            File.WriteAllText(Path.Combine(groups, "memory", "memory.usage_in_bytes"), "300\n");
            Assert.Equal((600, "container"), memory.Read());
            // Both at once, as systemd has them in its hybrid mode.
            File.WriteAllText(Path.Combine(folder, "self", "cgroup"), "5:hugetlb,memory:/docker/x\n0::/\n");
            Assert.Equal((600, "container"), memory.Read());
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static bool IsMapped(string address) =>
        File.ReadLines("/proc/self/maps").Any(line => line.StartsWith(address, StringComparison.Ordinal) && line.Contains("ParallelGen", StringComparison.Ordinal));

    // Takes and gives back at once.
    private static SharedBlock Take(SlabPool pool, long bytes)
    {
        SharedBlock slab = pool.TryTake(bytes)!;
        slab.EndUse();
        return slab;
    }

    private static byte[] Numbers(params ReadOnlySpan<long> numbers)
    {
        using var payload = new PayloadBuffer();
        var writer = new WireWriter(payload);
        writer.WriteArrayHeader(numbers.Length);
        foreach (long number in numbers)
            writer.WriteInt64(number);
        PayloadBuffer.Complete(ref writer);
        return [.. payload[0]];
    }

    // Goes through the frames until the block's has come.
    private SharedBlock Receive(long id)
    {
        using var connection = new SocketConnection(_worker, 1000, mayBlock: true);
        return Receive(id, connection);
    }

    private SharedBlock Receive(long id, SocketConnection connection)
    {
        while (connection.Receive(out FrameHeader header))
        {
            if (header.Kind is FrameKind.Share)
            {
                WireReader payload = connection.OpenPayload();
                BlockOffer.Receive(header.CallId, ref payload, _worker);
            }
            connection.ReleasePayload();
            if (header.Kind is FrameKind.Share)
            {
                Assert.Equal(id, header.CallId);
                return SharedBlocks.Get(id);
            }
        }
        throw new ConnectionLostException("The block's frame never came.");
    }
}
