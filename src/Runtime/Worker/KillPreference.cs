using System.Globalization;

namespace ParallelGen.Worker;

/// <summary>
/// Makes a worker the first to go when the system runs out of memory: the pool replaces a worker, and nobody the program.
/// </summary>
internal static class KillPreference
{
    private const string FileName = "/proc/self/oom_score_adj";
    private const int More = 300;
    private const int Most = 1000;

    public static void Raise()
    {
        if (!OperatingSystem.IsLinux())
            return;
        try
        {
            int score = int.Parse(File.ReadAllText(FileName), CultureInfo.InvariantCulture);
            File.WriteAllText(FileName, Math.Min(score + More, Most).ToString(CultureInfo.InvariantCulture));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // A system without /proc, or one that does not allow it: then all are alike.
        }
    }
}
