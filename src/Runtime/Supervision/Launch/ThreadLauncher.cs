using ParallelGen.Lanes;
using ParallelGen.Platform;
using ParallelGen.Transport.InProcess;
using ParallelGen.Worker;

namespace ParallelGen.Supervision.Launch;

/// <summary>Workers that are threads of this process, for <see cref="ExecutionMode.InProcess"/>.</summary>
internal sealed class ThreadLauncher(ProcessPoolOptions options, WorkerCulture culture) : WorkerLauncher
{
    private int _running;

    public override WorkerBody Launch(int workerId, int generation, CancellationToken shutdown)
    {
        shutdown.ThrowIfCancellationRequested();
        var context = new WorkerContext(workerId, generation);
        (InProcessConnection callsHere, InProcessConnection callsThere) = InProcessConnection.CreatePair(options.MaxPayloadBytes);
        callsHere.MaxDepth = callsThere.MaxDepth = options.MaxNestingDepth;
        (InProcessConnection controlHere, InProcessConnection controlThere) = InProcessConnection.CreatePair(options.MaxPayloadBytes);
        context.Link = new ControlLink(controlThere, options.MaxPayloadBytes);
        // First who ends with its connection, where there is no thread for the other.
        OwnThread.Start($"control {workerId}", () => ControlListener.Listen(controlThere, context, static () => { }));
        Interlocked.Increment(ref _running);
        try
        {
            OwnThread.Start($"worker {workerId}", () => Serve(callsThere, context, shutdown));
        }
        catch (NoThreadException)
        {
            Interlocked.Decrement(ref _running);
            controlHere.Close();
            throw;
        }
        return new ThreadBody(callsHere, controlHere, options.MaxPayloadBytes);
    }

    private void Serve(InProcessConnection calls, WorkerContext context, CancellationToken shutdown)
    {
        culture.Apply();
        PoolWorker.SetForFlow(context);
        var loop = new WorkerLoop(calls, context);
        bool retires = false;
        try
        {
            retires = loop.Run();
        }
        catch (ConnectionLostException)
        {
            // The pool gave this thread up, at a timeout or its own end.
        }
        finally
        {
            // They share their statics: who retires last, when the pool ends, cleans up for all.
            if (Interlocked.Decrement(ref _running) == 0 && retires && shutdown.IsCancellationRequested)
                loop.CleanUp();
            calls.Dispose();
        }
    }

    private sealed class ThreadBody(Connection calls, Connection control, long maxPayloadBytes) : WorkerBody(control, maxPayloadBytes)
    {
        public override Connection Calls => calls;

        public override int ProcessId => Environment.ProcessId;

        // A thread can't be stopped. It is cut off: what it still does reaches nobody.
        public override void Kill()
        {
            calls.Close();
            Control.Close();
        }

        public override WorkerExit WaitForExit()
        {
            Control.Close();
            return new WorkerExit(ProcessId, WorkerExitCodes.Success, "");
        }

        public override void Dispose()
        {
            calls.Dispose();
            Control.Dispose();
        }
    }
}
