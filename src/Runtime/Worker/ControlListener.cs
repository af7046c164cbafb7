namespace ParallelGen.Worker;

/// <summary>
/// Reads the control connection on a thread of its own, whatever the method that runs is doing, and ends the process when the parent is
/// gone: a busy worker dies with its parent, too.
/// </summary>
internal static class ControlListener
{
    public static void Start(Connection control, WorkerContext worker)
    {
        var thread = new Thread(() => Listen(control, worker, EndProcess), 256 * 1024)
        {
            IsBackground = true,
            Name = "ParallelGen control",
        };
        thread.UnsafeStart();
    }

    // At once, whatever the main thread does; what the runtime would have cleaned up at an orderly end is removed here.
    private static void EndProcess()
    {
        DiagnosticFiles.Remove(Environment.ProcessId);
        ProcessExit.Now(WorkerExitCodes.ParentGone);
    }

    /// <summary>Listens until the connection ends.</summary>
    public static void Listen(Connection control, WorkerContext worker, Action parentIsGone)
    {
        try
        {
            while (control.Receive(out FrameHeader header))
            {
                if (header.Kind is FrameKind.Cancel)
                    worker.Cancel(header.CallId);
                else if (header.Kind is FrameKind.Revoke)
                    worker.Revoke(header.CallId);
                else if (header.Kind is FrameKind.Items or FrameKind.ItemsEnd or FrameKind.Credit)
                    worker.OnLaneFrame(header, control);
                control.ReleasePayload();
            }
        }
        catch (Exception exception) when (exception is ConnectionLostException or ProtocolException)
        {
            // Either way there is no parent to serve any more.
        }
        worker.OnCallerGone();
        parentIsGone();
    }
}
