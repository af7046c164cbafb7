using System.Runtime.InteropServices;

namespace ParallelGen.Worker;

/// <summary>The variables that make a process a worker, and whether this process is one.</summary>
internal static partial class WorkerEnvironment
{
    public const string WorkerVariable = "PARALLELGEN_WORKER";
    public const string StartupHooksVariable = "DOTNET_STARTUP_HOOKS";
    public const string ModeVariable = "PARALLELGEN_MODE";

    private static bool s_isEntered;

    /// <summary>Whether this process is a worker: it was taken over as one.</summary>
    public static bool IsWorker => s_isEntered;

    /// <summary>Whether it was started as a worker, and is not taken over yet.</summary>
    public static bool IsPending => !s_isEntered && Environment.GetEnvironmentVariable(WorkerVariable) is not null;

    /// <summary>
    /// Whether the program is compiled to native code: it has no start-up hooks, and runs the module initializers of all its assemblies before Main.
    /// (Every other host has a list of assemblies, if an empty one.)
    /// </summary>
    public static bool IsNative { get; } = AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES") is null;

    /// <summary>
    /// Takes the process over as a worker, if it was started as one, and removes the variables: a process that the worker starts is no
    /// worker.
    /// </summary>
    public static bool TryEnter()
    {
        if (!IsPending)
            return false;
        s_isEntered = true;
        Set(WorkerVariable, null);
        if (IsNative)
            return true;
        // Our hook is the first entry; what the user had comes after it.
        string hooks = Environment.GetEnvironmentVariable(StartupHooksVariable) ?? "";
        int separator = hooks.IndexOf(Path.PathSeparator);
        Set(StartupHooksVariable, separator < 0 ? null : hooks[(separator + 1)..]);
        return true;
    }

    /// <summary>
    /// Ends this process if it was started as a worker but not taken over: the user's Main must not run there, or every worker would start workers.
    /// </summary>
    public static void ExitIfNotEntered()
    {
        if (IsPending)
            ProcessExit.Now(WorkerExitCodes.NotEntered);
    }

    // .NET keeps an environment of its own; native code, and what it starts, sees the C library's.
    private static void Set(string name, string? value)
    {
        Environment.SetEnvironmentVariable(name, value);
        if (OperatingSystem.IsWindows())
            return;
        if (value is null)
            UnsetVariable(name);
        else
            SetVariable(name, value, 1);
    }

    [LibraryImport("libc", EntryPoint = "setenv", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int SetVariable(string name, string value, int overwrite);

    [LibraryImport("libc", EntryPoint = "unsetenv", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int UnsetVariable(string name);
}
