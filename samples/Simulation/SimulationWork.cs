using ParallelGen;

namespace Simulation;

/// <summary>What the workers do.</summary>
internal static class SimulationWork
{
    /// <summary>Moves some of the bodies by a step. The array is shared: all that travels is which bodies, and which step.</summary>
    [RunInProcessPool]
    internal static void Move(BodyRange range, int step, SharedArray<double> memory) => Gravity.Step(new Bodies(memory.Span), range, step);
}
