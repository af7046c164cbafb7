using ParallelGen;

/// <summary>What the sample runs in the pool.</summary>
internal static class Work
{
    [RunInProcessPool]
    internal static long CountPrimes(int below)
    {
        long primes = 0;
        for (int candidate = 2; candidate < below; candidate++)
        {
            bool isPrime = true;
            for (int divisor = 2; isPrime && divisor * divisor <= candidate; divisor++)
                isPrime = candidate % divisor != 0;
            primes += isPrime ? 1 : 0;
        }
        return primes;
    }

    [RunInProcessPool]
    internal static void Crash() => Environment.FailFast("This crash is part of the sample.");
}
