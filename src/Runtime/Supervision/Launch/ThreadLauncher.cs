using ParallelGen.Lanes;
using ParallelGen.Platform;
using ParallelGen.Transport.InProcess;
using ParallelGen.Worker;

namespace ParallelGen.Supervision.Launch;

/// <summary>Workers that are threads of this process, for <see cref="ExecutionMode.InProcess"/>.</summary>
internal sealed class ThreadLauncher(ProcessPoolOptions options, WorkerCulture culture) : WorkerLauncher
{
    private int _running;
    private int _hasCleanedUp;

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
        var seat = new Seat(this);
        try
        {
            OwnThread.Start($"worker {workerId}", () => Serve(callsThere, context, seat, shutdown));
        }
        catch (NoThreadException)
        {
            seat.Leave();
            controlHere.Close();
            throw;
        }
        return new ThreadBody(callsHere, controlHere, seat, options.MaxPayloadBytes);
    }

    private void Serve(InProcessConnection calls, WorkerContext context, Seat seat, CancellationToken shutdown)
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
            // They share their statics: who retires last, when the pool ends, cleans up for all. One that was just starting may come after that.
            if (seat.Leave() && retires && shutdown.IsCancellationRequested && Interlocked.Exchange(ref _hasCleanedUp, 1) == 0)
                loop.CleanUp();
            calls.Dispose();
        }
    }

    /// <summary>A worker among those that are there. One that was given up is not, whatever its thread still does.</summary>
    private sealed class Seat
    {
        private readonly ThreadLauncher _launcher;
        private int _hasLeft;

        public Seat(ThreadLauncher launcher)
        {
            _launcher = launcher;
            Interlocked.Increment(ref launcher._running);
        }

        /// <summary>Leaves, once. True for the last of all.</summary>
        public bool Leave() => Interlocked.Exchange(ref _hasLeft, 1) == 0 && Interlocked.Decrement(ref _launcher._running) == 0;
    }

    private sealed class ThreadBody(Connection calls, Connection control, Seat seat, long maxPayloadBytes) : WorkerBody(control, maxPayloadBytes)
    {
        public override Connection Calls => calls;

        public override int ProcessId => Environment.ProcessId;

        // A thread can't be stopped. It is cut off: what it still does reaches nobody.
        public override void Kill()
        {
            seat.Leave();
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
