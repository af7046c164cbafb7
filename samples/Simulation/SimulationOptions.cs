using System.CommandLine;
using Samples;

namespace Simulation;

/// <summary>What the user asked for.</summary>
internal sealed record SimulationOptions(int Workers, int Bodies, int Steps, int Seed)
{
    /// <summary>A whole number of the processor's vectors, whatever their size.</summary>
    private const int BodiesMultiple = 16;

    internal static RootCommand Command(Func<SimulationOptions, CancellationToken, Task<int>> run)
    {
        Option<int> workers = CommandLine.Workers();
        Option<int> bodies = CommandLine.Number("--bodies", $"How many stars both galaxies have together, rounded up to a multiple of {BodiesMultiple}.", 4096, minimum: 64, maximum: 1 << 20);
        Option<int> steps = CommandLine.Number("--steps", "How many steps are computed, each of a two-hundredth of a time unit.", 400, minimum: 1, maximum: 1_000_000);
        Option<int> seed = CommandLine.Number("--seed", "Other seeds give other galaxies.", 1, minimum: 0, maximum: 1_000_000);

        RootCommand command = new("Lets two galaxies collide, sequentially, on threads and in a process pool whose workers share one array, and compares where every star ends.")
        {
            workers, bodies, steps, seed,
        };
        command.SetAction((arguments, cancellationToken) => run(
            new SimulationOptions(
                arguments.GetValue(workers),
                (arguments.GetValue(bodies) + BodiesMultiple - 1) / BodiesMultiple * BodiesMultiple,
                arguments.GetValue(steps),
                arguments.GetValue(seed)),
            cancellationToken));
        return command;
    }
}
