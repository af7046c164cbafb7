using System.Diagnostics;
using System.Globalization;
using ParallelGen;

[assembly: CollectionBehavior(DisableTestParallelization = true)]

namespace EndToEnd.Tests;

/// <summary>A test with a pool and a folder of its own. When it ends, no process and no file may be left.</summary>
public abstract class PoolTest : IAsyncLifetime
{
    private readonly List<ProcessPool> _pools = [];

    protected string Folder { get; } = Directory.CreateTempSubdirectory("pool-test-").FullName;

    protected static CancellationToken TestToken => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync() => default;

    public virtual async ValueTask DisposeAsync()
    {
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

    /// <summary>The processes that a process has started (this one by default), zombies included: id, name and state.</summary>
    protected static List<string> Children(int? parent = null)
    {
        var children = new List<string>();
        foreach (string folder in Directory.GetDirectories("/proc"))
        {
            if (!int.TryParse(Path.GetFileName(folder), CultureInfo.InvariantCulture, out int id))
                continue;
            try
            {
                string stat = File.ReadAllText(Path.Combine(folder, "stat"));
                string[] fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
                if (int.Parse(fields[1], CultureInfo.InvariantCulture) == (parent ?? Environment.ProcessId))
                    children.Add($"{id} {stat[stat.IndexOf('(')..(stat.LastIndexOf(')') + 1)]} {fields[0]}");
            }
            catch (IOException)
            {
                // It ended meanwhile.
            }
        }
        return children;
    }

    protected static int IdOf(string child) => int.Parse(child.Split(' ')[0], CultureInfo.InvariantCulture);

    protected static bool IsAlive(int processId)
    {
        try
        {
            string stat = File.ReadAllText($"/proc/{processId}/stat");
            return stat[(stat.LastIndexOf(')') + 2)] != 'Z';
        }
        catch (IOException)
        {
            return false;
        }
    }
}
