using System.Globalization;
using System.Runtime.CompilerServices;
using ParallelGen;

namespace EndToEnd.Tests;

/// <summary>Marked methods that report progress, yield their results or read streams.</summary>
internal static class StreamWork
{
    [RunInProcessPool]
    internal static int ReportAll(int count, IProgress<int>? progress)
    {
        for (int i = 0; i < count; i++)
            progress?.Report(i);
        return progress is null ? -1 : count;
    }

    [RunInProcessPool]
    internal static int ReportOnThreads(int threads, int each, IProgress<(int Thread, int Number)> progress)
    {
        Thread[] all = [.. Enumerable.Range(0, threads).Select(thread => new Thread(() =>
        {
            for (int i = 0; i < each; i++)
                progress.Report((thread, i));
        }))];
        foreach (Thread thread in all)
            thread.Start();
        foreach (Thread thread in all)
            thread.Join();
        return threads * each;
    }

    /// <summary>Reports, and goes on when the caller has seen it.</summary>
    [RunInProcessPool]
    internal static void ReportAndAwait(string seenFile, IProgress<string> progress)
    {
        progress.Report("here");
        AwaitedFile.Wait(seenFile);
    }

    /// <summary>Reports, and dies when the caller has seen it.</summary>
    [RunInProcessPool]
    internal static void ReportThenDie(int count, string seenFile, IProgress<int> progress)
    {
        for (int i = 0; i < count; i++)
            progress.Report(i);
        AwaitedFile.Wait(seenFile);
        Environment.Exit(7);
    }

    /// <summary>Dies the first two times, when the caller has seen its reports.</summary>
    [RunInProcessPool(Idempotent = true, MaxAttempts = 3)]
    internal static int ReportEachAttempt(string attemptsFile, IProgress<int> progress)
    {
        File.AppendAllText(attemptsFile, "x");
        int attempt = (int)new FileInfo(attemptsFile).Length;
        for (int i = 0; i < 50; i++)
            progress.Report((100 * attempt) + i);
        if (attempt == 3)
            return attempt;
        AwaitedFile.Wait($"{attemptsFile}.{attempt}");
        Environment.Exit(7);
        return -1;
    }

    [RunInProcessPool]
    internal static IEnumerable<int> Count(int end)
    {
        for (int i = 0; i < end; i++)
            yield return i;
    }

    /// <summary>Says in a file how far it is, in another that it waits although it has more, and in another that it was left.</summary>
    [RunInProcessPool]
    internal static IEnumerable<int> CountVisibly(int end, string folder)
    {
        using var watch = new WaitWatch(Path.Combine(folder, "waits"));
        using var file = new FileStream(Path.Combine(folder, "produced"), FileMode.Create, FileAccess.Write, FileShare.ReadWrite, 0);
        try
        {
            for (int i = 0; i < end; i++)
            {
                file.WriteByte(1);
                yield return i;
            }
        }
        finally
        {
            File.WriteAllText(Path.Combine(folder, "left"), "");
        }
    }

    [RunInProcessPool]
    internal static async IAsyncEnumerable<string> Texts(int count, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        for (int i = 0; i < count; i++)
        {
            await Task.Yield();
            cancellationToken.ThrowIfCancellationRequested();
            yield return i.ToString(CultureInfo.InvariantCulture);
        }
    }

    [RunInProcessPool]
    internal static IEnumerable<byte[]> Blocks(int count, int size)
    {
        for (int i = 0; i < count; i++)
        {
            byte[] block = new byte[size];
            Array.Fill(block, (byte)i);
            yield return block;
        }
    }

    /// <summary>Yields one item, and the next when a file is there.</summary>
    [RunInProcessPool]
    internal static IEnumerable<int> StepByStep(int count, string folder)
    {
        for (int i = 0; i < count; i++)
        {
            yield return i;
            AwaitedFile.Wait(Path.Combine(folder, i.ToString(CultureInfo.InvariantCulture)));
        }
    }

    /// <summary>Yields some items, and throws, or exits when the caller has seen them.</summary>
    [RunInProcessPool]
    internal static IEnumerable<int> Fail(int after, string how, string seenFile)
    {
        for (int i = 0; i < after; i++)
            yield return i;
        if (how == "throw")
            throw new InvalidOperationException("no more");
        if (after > 0)
            AwaitedFile.Wait(seenFile);
        Environment.Exit(7);
    }

    [RunInProcessPool]
    internal static IEnumerable<int>? Nothing() => null;

    /// <summary>Yields one item, says so in a file, and then yields neither another nor its end; looks at no token.</summary>
    [RunInProcessPool]
    internal static IEnumerable<int> Hang(string hangingFile)
    {
        yield return Environment.ProcessId;
        File.WriteAllText(hangingFile, "");
        Thread.Sleep(Timeout.Infinite);
    }

    [RunInProcessPool]
    internal static async Task<long> SumAsync(IAsyncEnumerable<int> numbers)
    {
        long sum = 0;
        await foreach (int number in numbers)
            sum += number;
        return sum;
    }

    [RunInProcessPool]
    internal static async Task<string> ZipAsync(string separator, IAsyncEnumerable<string>? left, IAsyncEnumerable<int> right)
    {
        List<string> pairs = [];
        await using IAsyncEnumerator<int> numbers = right.GetAsyncEnumerator();
        if (left is null)
            return "none";
        await foreach (string text in left)
            pairs.Add(text + (await numbers.MoveNextAsync() ? numbers.Current : -1).ToString(CultureInfo.InvariantCulture));
        return string.Join(separator, pairs);
    }

    [RunInProcessPool]
    internal static async Task<int> TakeAsync(int count, IAsyncEnumerable<int> numbers)
    {
        int taken = 0;
        if (count == 0)
            return taken;
        await foreach (int _ in numbers)
        {
            if (++taken == count)
                break;
        }
        return taken;
    }

    [RunInProcessPool]
    internal static async Task<string> CatchAsync(IAsyncEnumerable<int> numbers)
    {
        int seen = 0;
        try
        {
            await foreach (int _ in numbers)
                seen++;
            return "ended";
        }
        catch (FormatException exception)
        {
            return $"{seen} {exception.Message}";
        }
        catch (RemoteCallException exception)
        {
            return $"{seen} {exception.RemoteType} {exception.Message}";
        }
    }

    [RunInProcessPool]
    internal static async Task<long> SumTimesAsync(int times, IAsyncEnumerable<int> numbers, IProgress<int>? progress = null)
    {
        long sum = 0;
        for (int i = 0; i < times; i++)
        {
            await foreach (int number in numbers)
                sum += number;
            progress?.Report(i);
        }
        return sum;
    }

    /// <summary>In one way and out the other, item by item.</summary>
    [RunInProcessPool]
    internal static async IAsyncEnumerable<int> DoubleEach(IAsyncEnumerable<int> numbers)
    {
        await foreach (int number in numbers)
            yield return number * 2;
    }

    [RunInProcessPool]
    internal static async Task<long> NestedStreamsAsync(int count)
    {
        await using var pool = new ProcessPool(workerCount: 2);
        long sum = 0;
        await foreach (int number in pool.CountAsync(count))
            sum += number;
        var reports = new Collector<int>();
        sum += await pool.ReportAllAsync(count, reports);
        sum += reports.Items.Count;
        return sum + await pool.SumAsync(Numbers(count));
    }

    /// <summary>Leaves a nested stream before its end.</summary>
    [RunInProcessPool]
    internal static async Task<int> LeaveNestedAsync()
    {
        await using var pool = new ProcessPool(workerCount: 1);
        int taken = 0;
        await foreach (int _ in pool.CountAsync(int.MaxValue))
        {
            if (++taken == 10)
                break;
        }
        return taken;
    }

    internal static async IAsyncEnumerable<int> Numbers(int count)
    {
        for (int i = 0; i < count; i++)
        {
            if (i % 100 == 0)
                await Task.Yield();
            yield return i;
        }
    }
}
