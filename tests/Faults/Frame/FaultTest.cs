using System.Diagnostics;
using System.Globalization;

[assembly: CollectionBehavior(DisableTestParallelization = true)]
[assembly: System.Runtime.Versioning.SupportedOSPlatform("linux")]

namespace Faults.Tests.Frame;

/// <summary>
/// A scenario: with pools, a folder, a ledger and random numbers of its own. When it ends, nothing may be left: no process, zombies too, no
/// file, no descriptor and no thread.
/// </summary>
public abstract class FaultTest : IAsyncLifetime
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(30);
    private static bool s_isWarm;

    private readonly int _scenario;
    private readonly List<ProcessPool> _pools = [];
    private Footprint _before = null!;

    protected FaultTest(int scenario)
    {
        _scenario = scenario;
        Random = Seed.For(GetType().Name);
        Log($"seed {Seed.Value}");
        WatchdogAttribute.Describe = Describe;
    }

    protected static CancellationToken TestToken => TestContext.Current.CancellationToken;

    protected string Folder { get; } = Directory.CreateDirectory(Path.Combine(OwnTemporaryFolder.Path, Path.GetRandomFileName())).FullName;

    protected Random Random { get; }

    public async ValueTask InitializeAsync()
    {
        if (!s_isWarm)
        {
            // What the program keeps from its first pool to its end is no leak, nor what it writes to.
            await Console.Out.FlushAsync(TestToken);
            await Console.Error.FlushAsync(TestToken);
            await using var pool = new ProcessPool(workerCount: 1);
            await pool.WarmUpAsync(TestToken);
            s_isWarm = true;
        }
        _before = Footprint.Take();
    }

    public virtual async ValueTask DisposeAsync()
    {
        using IDisposable watched = WatchdogAttribute.Watch($"the end of a test of {GetType().Name}");
        foreach (ProcessPool pool in _pools)
            await pool.DisposeAsync();
        Directory.Delete(Folder, recursive: true);
        // By condition, not by time; how long it took is a figure.
        long start = Stopwatch.GetTimestamp();
        string[] left = [];
        while (Stopwatch.GetElapsedTime(start) < TimeSpan.FromSeconds(2) && (left = [.. LinuxProcess.Children(), .. Footprint.Take().Beyond(_before)]).Length > 0)
            await Task.Delay(5, CancellationToken.None);
        Assert.True(left.Length == 0, "left behind: " + string.Join(", ", left));
        GC.SuppressFinalize(this);
    }

    private protected Ledger NewLedger(string name = "ledger") => new(Path.Combine(Folder, name));

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
            if (Stopwatch.GetElapsedTime(start) > s_patience)
                Assert.Fail(problem?.Invoke() ?? "The condition did not come true.");
            await Task.Delay(2, CancellationToken.None);
        }
    }

    /// <summary>Reports a figure beside what is promised. What depends on the machine's load is reported, and not asserted.</summary>
    protected void Report(string name, string promised, FormattableString measured)
    {
        var figure = new Figure(_scenario, name, promised, measured.ToString(CultureInfo.InvariantCulture));
        FigureLog.Add(figure);
        Log($"{figure.Scenario}: {name}: {figure.Measured} (promised: {promised})");
    }

    protected static void Log(string text) => TestContext.Current.TestOutputHelper?.WriteLine(text);

    private string Describe() => $"seed {Seed.Value}\n{string.Join('\n', _pools.Select(pool => pool.Dispatcher))}";

    /// <summary>The value below which so many of a hundred lie.</summary>
    protected static double Percentile(IEnumerable<double> values, int percent)
    {
        double[] sorted = [.. values.Order()];
        return sorted.Length == 0 ? 0 : sorted[Math.Min(sorted.Length - 1, sorted.Length * percent / 100)];
    }
}
