namespace ParallelGen.Worker;

/// <summary>Exit codes of a worker that ends for a reason of its own, for the message of <see cref="WorkerStartException"/>.</summary>
internal static class WorkerExitCodes
{
    public const int Success = 0;

    /// <summary>The program started, but nothing took it over as a worker: it must not go on to the user's Main.</summary>
    public const int NotEntered = 86;

    /// <summary>The handshake failed.</summary>
    public const int HandshakeFailed = 87;

    /// <summary>The parent is gone.</summary>
    public const int ParentGone = 88;

    /// <summary>The parent sent what the protocol does not allow.</summary>
    public const int ProtocolError = 89;

    public static string? Explain(int exitCode) => exitCode switch
    {
        NotEntered when WorkerEnvironment.IsNative => "nothing took the process over before Main; reference ParallelGen from the program's own project, whose generated code does",
        NotEntered => "the runtime ignored the start-up hook; set <StartupHookSupport>true</StartupHookSupport> in the program's project file",
        HandshakeFailed => "the handshake with the parent failed",
        ParentGone => "the parent was gone",
        ProtocolError => "the parent sent what the protocol does not allow",
        _ => null,
    };
}
