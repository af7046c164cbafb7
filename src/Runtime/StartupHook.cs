using ParallelGen.Worker;

/// <summary>
/// The start-up hook of a worker. The .NET host calls it before the program's Main, by this name and without a namespace; in a worker it
/// never returns, so that Main never runs there.
/// </summary>
internal static class StartupHook
{
    public static void Initialize()
    {
        if (WorkerEnvironment.TryEnter())
            WorkerHost.Run();
    }
}
