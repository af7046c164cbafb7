using System.Globalization;
using Faults.Runtime;

namespace ParallelGen.Platform;

// In a worker the environment says what happens, and at which place; in the parent the test does.
internal static partial class Failpoint
{
    /// <summary>
    /// <c>place=way</c>, and how it goes wrong at that place; <c>place=way@n</c> for the n-th time only that a worker reaches it, and
    /// <c>place=way@file</c> for the first worker that finds the file there, which it deletes.
    /// </summary>
    public const string Variable = "PARALLELGEN_FAILPOINT";

    private static readonly string[] s_worker = (Environment.GetEnvironmentVariable(Variable) ?? "").Split('=', '@');
    private static int s_hits;

    /// <summary>What the parent does at each place.</summary>
    public static Action<string>? Reached { get; set; }

    static partial void Act(string place)
    {
        Reached?.Invoke(place);
        if (s_worker[0] == place && (s_worker.Length < 3 || IsDue(s_worker[2])))
            Misdeed.Do(Enum.Parse<Way>(s_worker[1]));
    }

    private static bool IsDue(string when)
    {
        if (int.TryParse(when, CultureInfo.InvariantCulture, out int hits))
            return Interlocked.Increment(ref s_hits) == hits;
        if (!File.Exists(when))
            return false;
        File.Delete(when);
        return true;
    }
}
