using System.Diagnostics;

namespace ParallelGen.Worker;

/// <summary>With <c>PARALLELGEN_WAIT_FOR_DEBUGGER=1</c> in its environment, a worker waits before it does anything, and its pool waits for it.</summary>
internal static class DebuggerWait
{
    public const string Variable = "PARALLELGEN_WAIT_FOR_DEBUGGER";

    public static bool IsAsked(string? value) => value == "1";

    public static void Wait()
    {
        if (!IsAsked(Environment.GetEnvironmentVariable(Variable)))
            return;
        Console.Error.WriteLine($"ParallelGen: worker process {Environment.ProcessId} waits for a debugger.");
        while (!Debugger.IsAttached)
            Thread.Sleep(100);
    }
}
