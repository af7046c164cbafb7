using ParallelGen.Dispatch;

namespace ParallelGen.Tests.Dispatch;

/// <summary>An option that can't be is refused with its name, its value, and what it may be.</summary>
public sealed class OptionChecksTests
{
    [Fact]
    public void Every_option_of_a_pool_tells_its_name_value_and_range()
    {
        TimeSpan negative = TimeSpan.FromSeconds(-5);
        Refuses("WorkerCount", "0", "1 or more", static options => options.WorkerCount = 0);
        Refuses("MinWorkerCount", "9", "0 to WorkerCount", static options => options.MinWorkerCount = 9);
        Refuses("MinWorkerCount", "-1", "0 to WorkerCount", static options => options.MinWorkerCount = -1);
        Refuses("IdleTimeout", "00:00:00", "more than zero", static options => options.IdleTimeout = TimeSpan.Zero);
        Refuses("IdleTimeout", "25.00:00:00", "24 days", static options => options.IdleTimeout = TimeSpan.FromDays(25));
        Refuses("MaxCallsPerWorker", "0", "1 or more", static options => options.MaxCallsPerWorker = 0);
        Refuses("MaxWorkerMemoryBytes", "0", "1 or more", static options => options.MaxWorkerMemoryBytes = 0);
        Refuses("SpareWorkers", "1025", "0 to 1024", static options => options.SpareWorkers = 1025);
        Refuses("StartTimeout", "-00:00:05", "more than zero", options => options.StartTimeout = negative);
        Refuses("CancellationGracePeriod", "-00:00:05", "zero or more", options => options.CancellationGracePeriod = negative);
        Refuses("ShutdownGracePeriod", "-00:00:05", "zero or more", options => options.ShutdownGracePeriod = negative);
        Refuses("MaxQueuedCalls", "0", "1 or more", static options => options.MaxQueuedCalls = 0);
        Refuses("MaxQueuedBytes", "0", "1 or more", static options => options.MaxQueuedBytes = 0);
        Refuses("MaxPayloadBytes", "2147483648", "1 to 2147483647", static options => options.MaxPayloadBytes = 1L << 31);
        Refuses("MaxNestingDepth", "513", "1 to 512", static options => options.MaxNestingDepth = 513);
        Refuses("MaxStandardErrorLength", "-1", "0 to 1048576", static options => options.MaxStandardErrorLength = -1);
        Refuses("ThreadsPerWorker", "0", "1 or more", static options => options.ThreadsPerWorker = 0);
        Refuses("WorkerGC.HeapHardLimitBytes", "16777215", "16777216 (16 MiB) or more", static options => options.WorkerGC.HeapHardLimitBytes = (16 << 20) - 1);
        Refuses("WorkerPriority", "7", "ProcessPriorityClass", static options => options.WorkerPriority = (System.Diagnostics.ProcessPriorityClass)7);
        Refuses("ExecutionMode", "7", "Processes or InProcess", static options => options.ExecutionMode = (ExecutionMode)7);
        Refuses("Transport", "7", "SharedMemory", static options => options.Transport = (PoolTransport)7);
        Refuses("SpinPolicy", "7", "Adaptive", static options => options.SpinPolicy = (SpinPolicy)7);
        Refuses("WorkerOutput", "7", "Capture", static options => options.WorkerOutput = (WorkerOutput)7);
        Refuses("OnTimeout", "7", "DumpThenKill", static options => options.OnTimeout = (TimeoutAction)7);
        Assert.Contains("DumpDirectory", Assert.Throws<DirectoryNotFoundException>(static () => new ProcessPool(new ProcessPoolOptions { DumpDirectory = "/none" })).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void So_does_every_option_of_calls_and_maps()
    {
        Refuses("PoolCallOptions.Timeout", "00:00:00", "InfiniteTimeSpan", new PoolCallOptions { Timeout = TimeSpan.Zero });
        Refuses("PoolCallOptions.Timeout", "-00:00:00.0020000", "InfiniteTimeSpan", new PoolCallOptions { Timeout = TimeSpan.FromMilliseconds(-2) });
        Refuses("PoolCallOptions.QueueTimeout", "00:00:00", "more than zero", new PoolCallOptions { QueueTimeout = TimeSpan.Zero });
        Refuses("PoolCallOptions.Priority", "7", "Low, Normal or High", new PoolCallOptions { Priority = (CallPriority)7 });
        Refuses("MapOptions.ChunkSize", "0", "1 or more", new MapOptions { ChunkSize = 0 });
        Refuses("MapOptions.MaxInFlight", "0", "1 or more", new MapOptions { MaxInFlight = 0 });
        Refuses("MapOptions.Timeout", "00:00:00", "InfiniteTimeSpan", new MapOptions { Timeout = TimeSpan.Zero });
        Refuses("MapOptions.Priority", "7", "Low, Normal or High", new MapOptions { Priority = (CallPriority)7 });
        OptionChecks.Check(new PoolCallOptions { Timeout = Timeout.InfiniteTimeSpan });
        OptionChecks.Check(new MapOptions { Timeout = Timeout.InfiniteTimeSpan });
    }

    private static void Refuses(string name, string value, string range, Action<ProcessPoolOptions> set)
    {
        var options = new ProcessPoolOptions { WorkerCount = 2 };
        set(options);
        Tells(name, value, range, Assert.Throws<ArgumentOutOfRangeException>(() => new ProcessPool(options)));
    }

    private static void Refuses(string name, string value, string range, PoolCallOptions options) =>
        Tells(name, value, range, Assert.Throws<ArgumentOutOfRangeException>(() => OptionChecks.Check(options)));

    private static void Refuses(string name, string value, string range, MapOptions options) =>
        Tells(name, value, range, Assert.Throws<ArgumentOutOfRangeException>(() => OptionChecks.Check(options)));

    private static void Tells(string name, string value, string range, ArgumentOutOfRangeException exception)
    {
        Assert.Equal(name, exception.ParamName);
        string message = exception.Message;
        Assert.Contains($"{name} must be", message, StringComparison.Ordinal);
        Assert.Contains(range, message, StringComparison.Ordinal);
        Assert.Contains($"Actual value was {value}.", message, StringComparison.Ordinal);
    }
}
