namespace ParallelGen.Benchmarks.Peers;

/// <summary>What becomes of many figures.</summary>
internal static class Statistics
{
    internal static double Median(IEnumerable<double> values) => Quantile(values, 0.5);

    internal static double Quantile(IEnumerable<double> values, double share)
    {
        double[] sorted = [.. values.Order()];
        return sorted[Math.Min(sorted.Length - 1, (int)(sorted.Length * share))];
    }
}
