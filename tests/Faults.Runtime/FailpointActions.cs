using System.Globalization;
using System.Runtime.InteropServices;

namespace ParallelGen.Platform;

// In a worker the environment says what happens, and at which place; in the parent the test does.
internal static partial class Failpoint
{
    /// <summary><c>place=action</c>, or <c>place=action@n</c> for the n-th time only that the place is reached.</summary>
    public const string Variable = "PARALLELGEN_FAILPOINT";

    private static readonly string[] s_worker = (Environment.GetEnvironmentVariable(Variable) ?? "").Split('=', '@');
    private static int s_hits;

    /// <summary>What the parent does at each place.</summary>
    public static Action<string>? Reached { get; set; }

    static partial void Act(string place)
    {
        Reached?.Invoke(place);
        if (s_worker[0] != place || (s_worker.Length > 2 && Interlocked.Increment(ref s_hits) != int.Parse(s_worker[2], CultureInfo.InvariantCulture)))
            return;
        const int kill = 9, stop = 19;
        switch (s_worker[1])
        {
            case "throw":
                throw new InvalidOperationException($"the failpoint {place}");
            case "exit":
                Environment.Exit(7);
                break;
            case "stop":
                _ = Signal(Environment.ProcessId, stop);
                break;
            default:
                _ = Signal(Environment.ProcessId, kill);
                Thread.Sleep(Timeout.Infinite);
                break;
        }
    }

    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int Signal(int process, int signal);
}
