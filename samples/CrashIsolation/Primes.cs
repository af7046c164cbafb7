using ParallelGen;

namespace CrashIsolation;

/// <summary>The work: honest for most items.</summary>
internal static class Primes
{
    [RunInProcessPool(TimeoutMilliseconds = 1000)]
    internal static Answer Count(WorkItem item)
    {
        Misdeeds.Commit(item.Fate);
        int primes = 0;
        for (int number = 2; number <= item.Limit; number++)
        {
            if (IsPrime(number))
                primes++;
        }
        return new Answer(primes, Environment.ProcessId);
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
