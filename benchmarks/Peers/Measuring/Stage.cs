using System.Diagnostics;
using ParallelGen.Benchmarks.Peers.Subjects;

namespace ParallelGen.Benchmarks.Peers.Measuring;

/// <summary>What a measurement needs: subjects, how long it may take, and words to the process that asked.</summary>
internal sealed class Stage(Func<ISubject> start, bool isQuick)
{
    /// <summary>Makes a new pool.</summary>
    public ISubject Start() => start();

    /// <summary>A number of repetitions: fewer when it has to go quickly.</summary>
    public int Times(int quick, int full) => isQuick ? quick : full;

    /// <summary>Says a figure.</summary>
    public static void Figure(string row, double value) => Console.WriteLine(FormattableString.Invariant($"FIGURE {row} {value}"));

    /// <summary>Says in a word why there is no figure: it hangs, it breaks.</summary>
    public static void Word(string row, string word) => Console.WriteLine($"FIGURE {row} {word}");

    /// <summary>Says that there is nothing more to come.</summary>
    public static void Done() => Console.WriteLine("DONE");

    /// <summary>Has the asking process look at this one and its workers from outside, and returns when it has seen enough.</summary>
    public static void LetLook(string row)
    {
        Console.WriteLine($"LOOK {row} {Environment.ProcessId}");
        Console.In.ReadLine();
    }

    /// <summary>Repeats something until its code is optimized on both sides.</summary>
    public async Task WarmUpAsync(Func<Task> once)
    {
        long start = Stopwatch.GetTimestamp();
        int least = Times(1, 3);
        for (int i = 0; i < least || Stopwatch.GetElapsedTime(start) < TimeSpan.FromSeconds(isQuick ? 0.4 : 0.8); i++)
            await once();
    }

    /// <summary>The seconds that something takes.</summary>
    public static async Task<double> TimeAsync(Func<Task> run)
    {
        long start = Stopwatch.GetTimestamp();
        await run();
        return Stopwatch.GetElapsedTime(start).TotalSeconds;
    }

    /// <summary>The median of several times, in seconds; of fewer where they would take too long.</summary>
    public async Task<double> MedianTimeAsync(int times, Func<Task> run)
    {
        List<double> seconds = [];
        while (seconds.Count == 0 || (seconds.Count < times && seconds.Sum() < (isQuick ? 0.6 : 5)))
            seconds.Add(await TimeAsync(run));
        return Statistics.Median(seconds);
    }
}
