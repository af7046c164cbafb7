using ParallelGen.Platform;
using ParallelGen.Transport.SharedMemory;

namespace ParallelGen.Worker;

/// <summary>
/// Reads the control connection on a thread of its own, whatever the method that runs is doing, and ends the process when the parent is
/// gone: a busy worker dies with its parent, too.
/// </summary>
internal static class ControlListener
{
    /// <param name="control">The connection.</param>
    /// <param name="worker">The worker.</param>
    /// <param name="socket">What is under the connection, where shared memory is handed over by descriptor; else null.</param>
    /// <param name="meetingPath">Where the worker meets its parent, as long as it does.</param>
    public static void Start(Connection control, WorkerContext worker, DescriptorSocket? socket, string meetingPath)
    {
        SharedBlocks.AwaitAll();
        OwnThread.Start("control", () => Listen(control, worker, () => EndProcess(meetingPath), socket), OwnThread.SmallStack);
    }

    // At once, whatever the main thread does; what the runtime would have cleaned up at an orderly end is removed here.
    private static void EndProcess(string meetingPath)
    {
        RendezvousDirectory.Remove(meetingPath);
        DiagnosticFiles.Remove(Environment.ProcessId);
        ProcessExit.Now(WorkerExitCodes.ParentGone);
    }

    /// <summary>Listens until the connection ends.</summary>
    public static void Listen(Connection control, WorkerContext worker, Action parentIsGone, DescriptorSocket? socket = null)
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
                else if (header.Kind is FrameKind.Share)
                    Receive(control, header.CallId, socket);
                else if (header.Kind is FrameKind.Forget)
                    SharedBlocks.Forget(header.CallId);
                control.ReleasePayload();
            }
        }
        catch (Exception exception) when (exception is ConnectionLostException or ProtocolException)
        {
            // Either way there is no parent to serve any more.
        }
        parentIsGone();
        worker.OnCallerGone(); // of a worker that is no process
    }

    private static void Receive(Connection control, long blockId, DescriptorSocket? socket)
    {
        WireReader payload = control.OpenPayload();
        BlockOffer.Receive(blockId, ref payload, socket);
    }
}
