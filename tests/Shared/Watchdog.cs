using System.Diagnostics;
using System.Globalization;
using System.Reflection;
using System.Text;
using Microsoft.Diagnostics.Runtime;
using Tests;
using Xunit.v3;

[assembly: Watchdog]

namespace Tests;

/// <summary>
/// Ends a test run in which one test makes no progress for too long (a minute by default), with the managed stack of every thread: a hang is a
/// failure that says where, on the standard error, and in <c>watchdog.txt</c> beside the tests, because <c>dotnet test</c> shows no standard error.
/// </summary>
[AttributeUsage(AttributeTargets.Assembly)]
public sealed class WatchdogAttribute : BeforeAfterTestAttribute
{
    // Tests that restore and publish on a fresh machine say in their project how long that may take.
    private static readonly TimeSpan s_limit = TimeSpan.FromSeconds(double.Parse(
        typeof(WatchdogAttribute).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().SingleOrDefault(attribute => attribute.Key == "WatchdogSeconds")?.Value ?? "60",
        CultureInfo.InvariantCulture));

    private static readonly string s_report = Path.Combine(AppContext.BaseDirectory, "watchdog.txt");
    private static readonly Dictionary<string, long> s_running = [];
    private static Thread? s_thread;

    /// <summary>Says more of a hang, beside the stacks; set by tests that know more.</summary>
    public static Func<string>? Describe { get; set; }

    /// <summary>Says that the running tests go on: a test of many rounds gets a minute for each.</summary>
    public static void NoteProgress()
    {
        long now = Stopwatch.GetTimestamp();
        lock (s_running)
        {
            foreach (string test in s_running.Keys)
                s_running[test] = now;
        }
    }

    /// <summary>Watches also what a test class does before its tests, and after them, until the answer is disposed.</summary>
    public static IDisposable Watch(string what) => new Watched(what);

    public override void Before(MethodInfo methodUnderTest, IXunitTest test) => Begin(NameOf(test));

    public override void After(MethodInfo methodUnderTest, IXunitTest test) => End(NameOf(test));

    private static string NameOf(IXunitTest test) => $"{test.UniqueID} {test.TestDisplayName}";

    private static void Begin(string name)
    {
        lock (s_running)
        {
            s_running[name] = Stopwatch.GetTimestamp();
            if (s_thread is not null)
                return;
            File.Delete(s_report);
            s_thread = new Thread(Look) { IsBackground = true, Name = "Watchdog" };
            s_thread.Start();
        }
    }

    private static void End(string name)
    {
        lock (s_running)
            s_running.Remove(name);
    }

    private static void Look()
    {
        while (true)
        {
            Thread.Sleep(1000);
            lock (s_running)
            {
                foreach ((string test, long start) in s_running)
                {
                    if (Stopwatch.GetElapsedTime(start) > s_limit)
                        Fail(test);
                }
            }
        }
    }

    private static void Fail(string test)
    {
        var report = new StringBuilder($"WATCHDOG: {test} made no progress for {s_limit.TotalSeconds} s.\n{Describe?.Invoke()}\nThe threads:\n");
        OwnTemporaryFolder.Leave();
        try
        {
            using DataTarget target = DataTarget.CreateSnapshotAndAttach(Environment.ProcessId);
            using ClrRuntime runtime = target.ClrVersions[0].CreateRuntime();
            foreach (ClrThread thread in runtime.Threads)
            {
                report.Append($"thread {thread.OSThreadId}\n");
                foreach (ClrStackFrame frame in thread.EnumerateStackTrace())
                    report.Append($"    {frame}\n");
            }
        }
        catch (Exception exception)
        {
            report.Append($"(no stacks: {exception.Message})");
        }
        Console.Error.WriteLine(report);
        File.WriteAllText(s_report, report.ToString());
        Environment.FailFast(report.ToString());
    }

    private sealed class Watched : IDisposable
    {
        private readonly string _name;

        public Watched(string name) => Begin(_name = name);

        public void Dispose() => End(_name);
    }
}
