using ParallelGen;

namespace EndToEnd.Tests;

/// <summary>Methods that use a pool within their worker.</summary>
internal static class NestedWork
{
    [RunInProcessPool]
    internal static Task<string> WaitInsideAsync(string startedFile, CancellationToken cancellationToken) =>
        ProcessPool.Shared.WaitForTokenAsync(startedFile, cancellationToken);

    [RunInProcessPool]
    internal static async Task<int> MapInsideAsync(string startedFiles, CancellationToken cancellationToken)
    {
        try
        {
            await ProcessPool.Shared.WaitForTokenMapAsync([$"{startedFiles}.0", $"{startedFiles}.1"], cancellationToken: cancellationToken);
            return -1;
        }
        catch (OperationCanceledException)
        {
            return Directory.GetFiles(Path.GetDirectoryName(startedFiles)!, $"{Path.GetFileName(startedFiles)}.*").Length;
        }
    }

    [RunInProcessPool]
    internal static async Task<string> BeLateInsideAsync(string startedFile)
    {
        ProcessPool hasty = ProcessPool.Shared.With(new PoolCallOptions { Timeout = TimeSpan.FromMilliseconds(50) });
        try
        {
            return await hasty.WaitForTokenAsync(startedFile);
        }
        catch (CallTimeoutException exception)
        {
            return exception.Message;
        }
    }

    /// <summary>How deep it came.</summary>
    [RunInProcessPool]
    internal static async Task<int> RecurseAsync(int depth)
    {
        try
        {
            return depth == 0 ? 0 : 1 + await ProcessPool.Shared.RecurseAsync(depth - 1);
        }
        catch (NestedPoolException)
        {
            return -1_000_000;
        }
    }

    private static int s_atOnce;
    private static int s_mostAtOnce;

    /// <summary>How a stream ends whose pool is disposed within it.</summary>
    [RunInProcessPool]
    internal static async Task<string> EndPoolInsideAsync()
    {
        var pool = new ProcessPool(new ProcessPoolOptions { WorkerCount = 1, ShutdownGracePeriod = TimeSpan.FromMilliseconds(100) });
        await using IAsyncEnumerator<int> numbers = pool.CountAsync(int.MaxValue).GetAsyncEnumerator();
        await numbers.MoveNextAsync();
        await pool.DisposeAsync();
        try
        {
            while (await numbers.MoveNextAsync())
            {
            }
            return "ended";
        }
        catch (OperationCanceledException)
        {
            return "cancelled";
        }
    }

#pragma warning disable PGEN030 // another method of the same worker reads it
    [RunInProcessPool]
    internal static int CountThoseAtOnce(int item, IProgress<int>? progress)
    {
        progress?.Report(item);
        int now = Interlocked.Increment(ref s_atOnce);
        InterlockedMax(now);
        Thread.Sleep(10); // another has the time to come in
        Interlocked.Decrement(ref s_atOnce);
        return item;
    }
#pragma warning restore PGEN030

    /// <summary>How many items of a map ran at once.</summary>
    [RunInProcessPool]
    internal static async Task<int> MapBesideInsideAsync()
    {
        await using var pool = new ProcessPool(1);
        await pool.CountThoseAtOnceMapAsync([1, 2, 3, 4, 5, 6], null, new MapOptions { ChunkSize = 1 });
        return s_mostAtOnce;
    }

    [RunInProcessPool]
    internal static int HoldFirst(int item, string begunFile, string goFile)
    {
        if (item == 0)
        {
            File.WriteAllText(begunFile, "");
            AwaitedFile.Wait(goFile);
        }
        return item;
    }

    /// <summary>What a map throws that is cancelled when somebody else who hears of that takes long.</summary>
    [RunInProcessPool]
    internal static async Task<string> CancelSlowlyInsideAsync(string begunFile, string goFile)
    {
        using var source = new CancellationTokenSource();
        Task<int[]> map = Task.Run(() => ProcessPool.Shared.HoldFirstMapAsync([0, 1, 2], begunFile, goFile, new MapOptions { ChunkSize = 1 }, source.Token));
        AwaitedFile.Wait(begunFile);
        // Who comes last hears first.
        using CancellationTokenRegistration slow = source.Token.Register(() =>
        {
            File.WriteAllText(goFile, "");
            ((IAsyncResult)map).AsyncWaitHandle.WaitOne();
        });
        await source.CancelAsync();
        try
        {
            await map;
            return "ended";
        }
        catch (Exception exception)
        {
            return exception is OperationCanceledException ? "cancelled" : exception.GetType().Name;
        }
    }

    private static void InterlockedMax(int value)
    {
        int most = Volatile.Read(ref s_mostAtOnce);
        while (value > most && Interlocked.CompareExchange(ref s_mostAtOnce, value, most) is var before && before != most)
            most = before;
    }
}
