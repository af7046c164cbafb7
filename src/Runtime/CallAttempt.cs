namespace ParallelGen;

/// <summary>How one attempt of a call, or of an item of a map, ended. Only idempotent methods have more than one.</summary>
/// <param name="ProcessId">The process id of the worker that ran it.</param>
/// <param name="Outcome">How it ended, for people: <c>SIGSEGV, exit code 139</c>.</param>
public sealed record class CallAttempt(int ProcessId, string Outcome);
