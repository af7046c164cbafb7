using ParallelGen;

namespace EndToEnd.Tests;

/// <summary>Initializers and cleanups, and methods that tell what they did. What they do is decided by arguments: tests use those that they need.</summary>
internal static class WorkerStateWork
{
    private static readonly List<string> s_log = [];
    private static string? s_cleanupFile;
    private static string s_cleanupWay = "";

    [WorkerInitializer]
    internal static void FirstOfAll(string text) => s_log.Add($"first {text}");

    [WorkerInitializer]
    internal static async Task SecondOfAllAsync(int[] numbers, string text = "default", CancellationToken cancellationToken = default)
    {
        await Task.Yield();
        cancellationToken.ThrowIfCancellationRequested();
        s_log.Add($"second {string.Join('+', numbers)} {text}");
    }

    [WorkerInitializer]
    internal static ValueTask Describe(bool really)
    {
        PoolWorker worker = PoolWorker.Current;
        if (really)
            s_log.Add($"{worker.IsWorker} {worker.Id} {worker.Generation} {worker.CallCount}");
        return default;
    }

    /// <summary>Fails as long as a file is there; each attempt is a line of another.</summary>
    [WorkerInitializer]
    internal static void FailWhile(string condition, string attempts)
    {
        File.AppendAllText(attempts, $"{Environment.ProcessId}\n");
        if (File.Exists(condition))
            throw new InvalidDataException("The model is broken.", new FormatException("It has no header."));
    }

    [WorkerInitializer]
    internal static async Task WaitAsync(string started, CancellationToken cancellationToken)
    {
        await File.WriteAllTextAsync(started, "", CancellationToken.None);
        await Task.Delay(Timeout.Infinite, cancellationToken);
    }

    [WorkerInitializer]
    internal static void Block(string started)
    {
        File.AppendAllText(started, $"{Environment.ProcessId}\n");
        Thread.Sleep(Timeout.Infinite);
    }

    /// <summary>Uses a pool while it runs: the calls run here.</summary>
    [WorkerInitializer]
    internal static async Task UsePoolAsync(int value)
    {
        await using var pool = new ProcessPool(new ProcessPoolOptions { WorkerCount = 1 }.UseFirstOfAll("of the inner pool"));
        s_log.Add($"inner {await pool.DoubleAsync(value)} {string.Join(", ", await pool.LogAsync())}");
    }

    internal static ProcessPool? OwnPool { get; set; }

    internal static int OwnAnswer { get; private set; }

    /// <summary>In process: uses the pool whose initializer it is.</summary>
    [WorkerInitializer]
    internal static async Task UseOwnPoolAsync(int value) => OwnAnswer = await OwnPool!.DoubleAsync(value);

    [WorkerInitializer]
    internal static void PlanCleanup(string file, string way = "")
    {
        s_cleanupFile = file;
        s_cleanupWay = way;
    }

    [WorkerCleanup]
    internal static void CleanUpLast() => Note("last");

    [WorkerCleanup]
    internal static async Task CleanUpFirstAsync()
    {
        await Task.Yield();
        Note("first");
        if (s_cleanupWay == "throw")
            throw new InvalidOperationException("on purpose");
        if (s_cleanupWay == "hang")
            await Task.Delay(Timeout.Infinite);
        if (s_cleanupWay.StartsWith("tell ", StringComparison.Ordinal))
            await File.WriteAllTextAsync(s_cleanupWay["tell ".Length..], "");
    }

    [RunInProcessPool(EveryWorker = true)]
    internal static string[] Log() => [.. s_log];

    [RunInProcessPool(EveryWorker = true)]
    internal static (int Id, int Process, string Text) Identify(string text) => (PoolWorker.Current.Id, Environment.ProcessId, text);

    [RunInProcessPool(EveryWorker = true)]
    internal static void Remember(string text) => s_log.Add(text);

    [RunInProcessPool(EveryWorker = true)]
    internal static int FailOn(int workerId) => PoolWorker.Current.Id == workerId ? throw new ArgumentException("Not here.", nameof(workerId)) : workerId;

    [RunInProcessPool(EveryWorker = true)]
    internal static int DieOn(int workerId)
    {
        if (PoolWorker.Current.Id == workerId)
            Environment.Exit(7);
        return workerId;
    }

    [RunInProcessPool(EveryWorker = true, TimeoutMilliseconds = 300)]
    internal static int SpinOn(int workerId)
    {
        while (PoolWorker.Current.Id == workerId)
        {
        }
        return workerId;
    }

    [RunInProcessPool(EveryWorker = true)]
    internal static int WaitOnEvery(string started, string go)
    {
        File.AppendAllText($"{started}{PoolWorker.Current.Id}", "");
        AwaitedFile.Wait(go);
        return PoolWorker.Current.Id;
    }

    [RunInProcessPool]
    internal static async Task<string> NestedLog(string text)
    {
        await using var pool = new ProcessPool(new ProcessPoolOptions { WorkerCount = 2 }.UseFirstOfAll(text));
        await pool.LogAsync();
        string[] before = await pool.LogAsync();
        string[][] every = await pool.LogOnEveryWorkerAsync();
        return $"{string.Join(", ", before)} | {every.Length}";
    }

    private static void Note(string text)
    {
        // Each process has a file of its own: two that append to one at once would lose a line. In process, later tests' pools clean up, too.
        if (Directory.Exists(Path.GetDirectoryName(s_cleanupFile)))
            File.AppendAllText($"{s_cleanupFile}.{Environment.ProcessId}", $"{text} {Environment.ProcessId}\n");
    }
}
