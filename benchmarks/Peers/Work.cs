namespace ParallelGen.Benchmarks.Peers;

/// <summary>The marked methods of the race.</summary>
internal static class Work
{
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
        for (int number = Math.Max(2, from); number < to; number++)
        {
            bool isPrime = true;
            for (int divisor = 2; isPrime && divisor * divisor <= number; divisor++)
                isPrime = number % divisor != 0;
            count += isPrime ? 1 : 0;
        }
        return count;
    }
}

internal sealed record Record(int Id, string Name, double X, double Y, double[] Values);
