using System.Diagnostics;
using ParallelGen;

[assembly: CollectionBehavior(DisableTestParallelization = true)]

namespace EndToEnd.Tests;

/// <summary>A test with a pool and a folder of its own. When it ends, no process and no file may be left.</summary>
public abstract class PoolTest : IAsyncLifetime
{
    private readonly List<ProcessPool> _pools = [];

    protected PoolTest() => WatchdogAttribute.Describe = () => string.Join('\n', _pools.Select(pool => pool.Dispatcher));

    protected string Folder { get; } = Directory.CreateDirectory(Path.Combine(OwnTemporaryFolder.Path, Path.GetRandomFileName())).FullName;

    protected static CancellationToken TestToken => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync() => default;

    public virtual async ValueTask DisposeAsync()
    {
        using IDisposable watched = WatchdogAttribute.Watch($"the end of a test of {GetType().Name}");
        foreach (ProcessPool pool in _pools)
            await pool.DisposeAsync();
        Directory.Delete(Folder, recursive: true);
        await Until(() => Children().Count == 0, () => "these processes are left: " + string.Join(", ", Children()));
        await Until(() => Directory.GetFileSystemEntries(Path.GetTempPath(), "pgen-*").Length == 0, () => "the directory of a socket is left");
        GC.SuppressFinalize(this);
    }

    protected ProcessPool NewPool(int workerCount = 2, Action<ProcessPoolOptions>? configure = null)
    {
        var options = new ProcessPoolOptions { WorkerCount = workerCount };
        configure?.Invoke(options);
        var pool = new ProcessPool(options);
        _pools.Add(pool);
        return pool;
    }

    protected string FileName(string name) => Path.Combine(Folder, name);

    /// <summary>Waits for a condition; a test that waits in vain fails with what it says.</summary>
    protected static async Task Until(Func<bool> condition, Func<string>? problem = null)
    {
        long start = Stopwatch.GetTimestamp();
        while (!condition())
        {
            if (Stopwatch.GetElapsedTime(start) > TimeSpan.FromSeconds(20))
                Assert.Fail(problem?.Invoke() ?? "The condition did not come true.");
            await Task.Delay(5, CancellationToken.None);
        }
    }

    protected static List<string> Children(int? parent = null) => LinuxProcess.Children(parent);

    protected static int IdOf(string child) => LinuxProcess.IdOf(child);

    protected static bool IsAlive(int processId) => LinuxProcess.IsAlive(processId);
}
