using ParallelGen;

namespace Simulation;

/// <summary>The ways to compute all steps; each gives the array at the end.</summary>
internal static class Modes
{
    /// <summary>More than one for each worker, so that one that the system disturbs does not keep the others waiting for long.</summary>
    private const int RangesPerWorker = 2;

    internal static double[] Sequential(SimulationOptions options, CancellationToken cancellationToken)
    {
        double[] memory = Create(options);
        for (int step = 0; step < options.Steps; step++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            Gravity.Step(new Bodies(memory), new BodyRange(0, options.Bodies), step);
        }
        return memory;
    }

    internal static double[] OnThreads(SimulationOptions options, CancellationToken cancellationToken)
    {
        double[] memory = Create(options);
        BodyRange[] ranges = BodyRange.Split(options.Bodies, options.Workers * RangesPerWorker);
        ParallelOptions parallel = new() { MaxDegreeOfParallelism = options.Workers, CancellationToken = cancellationToken };
        for (int step = 0; step < options.Steps; step++)
        {
            int current = step;
            Parallel.ForEach(ranges, parallel, range => Gravity.Step(new Bodies(memory), range, current));
        }
        return memory;
    }

    internal static async Task<double[]> InPoolAsync(SimulationOptions options, ProcessPool pool, CancellationToken cancellationToken)
    {
        using SharedArray<double> memory = SharedArray.Create<double>(Bodies.Length(options.Bodies));
        Create(options).CopyTo(memory.Span);
        BodyRange[] ranges = BodyRange.Split(options.Bodies, options.Workers * RangesPerWorker);
        // A step needs all positions of the step before: each map is awaited, and the next begins.
        for (int step = 0; step < options.Steps; step++)
            await pool.MoveMapAsync(ranges, step, memory, cancellationToken: cancellationToken);
        return memory.Span.ToArray();
    }

    private static double[] Create(SimulationOptions options)
    {
        double[] memory = new double[Bodies.Length(options.Bodies)];
        Galaxies.Create(new Bodies(memory), options.Seed);
        return memory;
    }
}
