using System.Diagnostics;

namespace ParallelGen.Benchmarks.Peers;

/// <summary>The marked methods of the race. The peers' programs do the same.</summary>
internal static class Work
{
    internal const int EndlessTimeoutMilliseconds = 1_000;
    private static readonly long s_spinTicks = Stopwatch.Frequency / 5_000;

    [RunInProcessPool]
    internal static int Increment(int value) => value + 1;

    [RunInProcessPool]
    internal static int Measure(string text) => text.Length;

    [RunInProcessPool]
    internal static byte[] Echo(byte[] data) => data;

    [RunInProcessPool]
    internal static double[] EchoDoubles(double[] data) => data;

    [RunInProcessPool]
    internal static Record[] EchoRecords(Record[] records) => records;

    [RunInProcessPool]
    internal static int CountPrimes(int from, int to)
    {
        int count = 0;
        for (int number = from; number < to; number++)
            count += IsPrime(number) ? 1 : 0;
        return count;
    }

    /// <summary>Takes 0.2 ms, and says who did it, and when it began. It may run twice, and says so: what its worker's death interrupts is done again.</summary>
    [RunInProcessPool(Idempotent = true, MaxAttempts = 3)]
    internal static Stamp Spin(int item)
    {
        var stamp = new Stamp(item, Environment.ProcessId, Stopwatch.GetTimestamp());
        while (Stopwatch.GetTimestamp() - stamp.StartedAt < s_spinTicks)
        {
        }
        return stamp;
    }

    [RunInProcessPool(TimeoutMilliseconds = EndlessTimeoutMilliseconds)]
    internal static int Forever(int value)
    {
        while (true)
            value++;
    }

    [RunInProcessPool]
    internal static void Sleep(int milliseconds) => Thread.Sleep(milliseconds);

    [RunInProcessPool]
    internal static long Allocate(int item) => AllocatingWork.Run(item);

    private static bool IsPrime(int number)
    {
        if (number < 2)
            return false;
        if (number % 2 == 0)
            return number == 2;
        for (int divisor = 3; divisor * divisor <= number; divisor += 2)
        {
            if (number % divisor == 0)
                return false;
        }
        return true;
    }
}
