namespace ParallelGen.Generator.Model;

/// <summary>A worker cleanup.</summary>
/// <param name="DisplayName">Its name for people, with its type.</param>
/// <param name="Target">How generated code calls it.</param>
/// <param name="IsAwaited">Whether it returns a task.</param>
/// <param name="IsForgiven">Whether that task may be null, as far as the method's signature says.</param>
/// <param name="SilencedDiagnostics">The diagnostics that a use of it gives.</param>
internal sealed record CleanupModel(
    string DisplayName, string Target, bool IsAwaited, bool IsForgiven, EquatableArray<string> SilencedDiagnostics);
