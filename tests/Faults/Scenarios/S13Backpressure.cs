using System.Diagnostics;

namespace Faults.Tests.Scenarios;

/// <summary>A source far faster than the workers or the consumer.</summary>
public sealed class S13Backpressure() : FaultTest(13)
{
    [Fact]
    public async Task A_million_items_take_no_more_memory_than_the_window()
    {
        int items = TestScale.Of(1_000_000), taken = 0, consumed = 0, most = 0;
        const int window = 10_000;
        ProcessPool pool = NewPool(2);
        await pool.WarmUpAsync(TestToken);
        long before = GC.GetTotalMemory(forceFullCollection: true), highest = 0;
        await foreach (int result in pool.PlainStreamAsync(Source(), new MapOptions { MaxInFlight = window }, TestToken))
        {
            Assert.Equal(consumed + 1, result);
            consumed++;
            most = Math.Max(most, Volatile.Read(ref taken) - consumed);
            if (consumed % 50_000 == 0)
            {
                highest = Math.Max(highest, GC.GetTotalMemory(forceFullCollection: true) - before);
                WatchdogAttribute.NoteProgress();
            }
        }
        Assert.Equal(items, consumed);
        Assert.InRange(most, 0, window);
        Assert.InRange(highest, long.MinValue, 16 << 20);
        Report("stream of a million items", "parent memory <= baseline + limit; window held", $"{items} items, at most {most} of {window} in flight, {Math.Max(0, highest) / 1e6:0.0} MB more");

        IEnumerable<int> Source()
        {
            for (int i = 0; i < items; i++)
            {
                Volatile.Write(ref taken, i + 1);
                yield return i;
            }
        }
    }

    [Fact]
    public async Task A_slow_consumer_holds_the_source_back_and_leaving_releases_everything()
    {
        const int window = 100;
        int taken = 0, disposed = 0, seen = 0;
        ProcessPool pool = NewPool(2);
        await pool.WarmUpAsync(TestToken);
        var release = Stopwatch.StartNew();
        await foreach (int result in pool.PlainStreamAsync(Endless(), new MapOptions { MaxInFlight = window }, TestToken))
        {
            seen++;
            Assert.Equal(seen, result);
            // The window fills behind a consumer that waits, and no further.
            if (seen == 50)
                await Until(() => Volatile.Read(ref taken) >= seen + (window / 2));
            Assert.InRange(Volatile.Read(ref taken) - seen, 0, window);
            if (seen == 100)
            {
                release.Restart();
                break;
            }
        }
        double left = release.Elapsed.TotalMilliseconds;
        Assert.Equal(1, disposed);
        Assert.Equal(2, await pool.PlainAsync(1, TestToken));
        Report("an abandoned stream gives everything back", "<= 1 s", $"{left:0} ms");

        IEnumerable<int> Endless()
        {
            try
            {
                for (int i = 0; ; i++)
                {
                    Volatile.Write(ref taken, i + 1);
                    yield return i;
                }
            }
            finally
            {
                disposed++;
            }
        }
    }
}
