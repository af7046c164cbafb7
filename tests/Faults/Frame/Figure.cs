namespace Faults.Tests.Frame;

/// <summary>Something that a scenario measured.</summary>
/// <param name="Scenario">Its number in the table of scenarios.</param>
/// <param name="Name">What was measured.</param>
/// <param name="Promised">What it should be.</param>
/// <param name="Measured">What it was.</param>
internal sealed record Figure(int Scenario, string Name, string Promised, string Measured);
