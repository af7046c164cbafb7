using System.Diagnostics;
using ParallelGen.Dispatch.Maps;

namespace ParallelGen.Tests.Dispatch;

public sealed class ChunkSizerTests
{
    [Fact]
    public void Quick_items_grow_the_chunks_slow_ones_do_not()
    {
        var quick = new ChunkSizer(2, null, int.MaxValue);
        Assert.Equal(1, quick.Next(1_000_000));
        for (int i = 0; i < 20; i++)
            quick.Learn(quick.Next(1_000_000), quick.Next(1_000_000));
        Assert.InRange(quick.Next(10_000_000), 10_000, 65_536);

        var slow = new ChunkSizer(2, null, int.MaxValue);
        for (int i = 0; i < 20; i++)
            slow.Learn(1, Stopwatch.Frequency / 10);
        Assert.Equal(1, slow.Next(1_000_000));
    }

    [Fact]
    public void One_measurement_never_grows_a_chunk_more_than_eightfold()
    {
        var sizer = new ChunkSizer(2, null, int.MaxValue);
        sizer.Learn(1, 1);
        Assert.Equal(8, sizer.Next(1_000_000));
        sizer.Learn(8, 8);
        Assert.Equal(64, sizer.Next(1_000_000));
    }

    [Fact]
    public void The_last_chunks_shrink_so_that_workers_end_together()
    {
        var sizer = new ChunkSizer(2, null, int.MaxValue);
        for (int i = 0; i < 20; i++)
            sizer.Learn(sizer.Next(null), sizer.Next(null) * Stopwatch.Frequency / 100_000); // 10 us for each item
        int remaining = 100_000, chunks = 0, last = int.MaxValue;
        while (remaining > 0)
        {
            last = sizer.Next(remaining);
            Assert.InRange(last, 1, Math.Max(10, (remaining + 3) / 4));
            remaining -= last;
            chunks++;
        }
        Assert.InRange(chunks, 490, 600);
        Assert.InRange(last, 1, 10);
    }

    [Fact]
    public void Chunks_that_are_short_because_they_may_not_be_larger_come_in_fours()
    {
        var sizer = new ChunkSizer(2, null, 1_000);
        Assert.Equal(2, sizer.ChunksPerWorker);
        for (int i = 0; i < 20; i++)
            sizer.Learn(1_000, Stopwatch.Frequency / 100_000); // 10 ns for each item
        Assert.Equal(4, sizer.ChunksPerWorker);
    }

    [Fact]
    public void What_earlier_maps_took_is_where_a_map_begins()
    {
        var sizer = new ChunkSizer(2, null, int.MaxValue, secondsPerItem: 1e-5);
        Assert.Equal(50, sizer.Next(1_000_000));
    }

    [Fact]
    public void A_fixed_size_and_a_largest_one_are_kept()
    {
        var chosen = new ChunkSizer(2, 7, int.MaxValue);
        chosen.Learn(7, 1);
        Assert.Equal(7, chosen.Next(3));
        var bounded = new ChunkSizer(2, null, 5);
        for (int i = 0; i < 20; i++)
            bounded.Learn(5, 1);
        Assert.Equal(5, bounded.Next(null));
    }

    [Fact]
    public void A_chunk_holds_no_more_bytes_than_are_wanted_by_what_was_learned_of_an_item()
    {
        var sizer = new ChunkSizer(2, null, int.MaxValue, secondsPerItem: 1e-6) { MostBytes = 1_000_000 };
        Assert.Equal(500, sizer.Next(null));
        sizer.LearnBytes(10, 100_000); // 10,000 for each
        Assert.Equal(100, sizer.Next(null));
        sizer.LearnBytes(1, 2_000_000); // a large one among them counts at once
        Assert.Equal(1, sizer.Next(null));
        for (int i = 0; i < 50; i++)
            sizer.LearnBytes(1, 10);
        Assert.Equal(500, sizer.Next(null));
    }
}
