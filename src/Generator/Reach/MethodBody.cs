using Microsoft.CodeAnalysis;

namespace ParallelGen.Generator.Reach;

/// <summary>What the body of one method does by itself, in the order of the source.</summary>
/// <param name="Uses">What it touches.</param>
/// <param name="Calls">What it calls.</param>
/// <param name="ChangesSelf">Where it first changes the object on which it runs, if it does.</param>
internal sealed record MethodBody(IReadOnlyList<Use> Uses, IReadOnlyList<Call> Calls, Location? ChangesSelf)
{
    public static MethodBody Empty { get; } = new([], [], null);
}
