using ParallelGen;

namespace EndToEnd.Tests;

/// <summary>The ways in which a call can travel.</summary>
public enum Mode
{
    SharedMemory,
    Socket,
    InProcess,
}

internal static class Modes
{
    public static void Apply(this ProcessPoolOptions options, Mode mode)
    {
        if (mode is Mode.InProcess)
            options.ExecutionMode = ExecutionMode.InProcess;
        else
            options.Transport = mode is Mode.Socket ? PoolTransport.Socket : PoolTransport.SharedMemory;
    }
}
