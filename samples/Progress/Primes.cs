using ParallelGen;

namespace Samples.Progress;

internal static class Primes
{
    [RunInProcessPool]
    internal static int Count(PrimeRange range) => CountHere(range);

    /// <summary>Sieves, and says how much of it is done, in percent.</summary>
    [RunInProcessPool]
    internal static int Largest(int end, IProgress<double> progress)
    {
        var composite = new bool[end];
        int root = (int)Math.Sqrt(end);
        for (int number = 2; number <= root; number++)
        {
            for (int multiple = composite[number] ? end : number * number; multiple < end; multiple += number)
                composite[multiple] = true;
            progress.Report(100.0 * number / root);
        }
        return Array.LastIndexOf(composite, false);
    }

    internal static int CountHere(PrimeRange range)
    {
        int count = 0;
        for (int number = Math.Max(2, range.First); number < range.End; number++)
        {
            if (IsPrime(number))
                count++;
        }
        return count;
    }

    private static bool IsPrime(int number)
    {
        for (int divisor = 2; divisor * divisor <= number; divisor++)
        {
            if (number % divisor == 0)
                return false;
        }
        return true;
    }
}
