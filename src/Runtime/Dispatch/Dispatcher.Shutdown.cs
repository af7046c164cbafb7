using ParallelGen.Supervision;

namespace ParallelGen.Dispatch;

// How the pool ends.
internal sealed partial class Dispatcher
{
    /// <summary>Ends the pool. Calls of it may overlap; a harder mode overtakes a milder one.</summary>
    public async Task ShutdownAsync(ShutdownMode mode)
    {
        _supervisor.Telemetry.OnShutdown(mode);
        if (mode is ShutdownMode.Drain)
        {
            await Close().ConfigureAwait(false);
        }
        else if (mode is ShutdownMode.Cancel)
        {
            Task drained = Close();
            Stop();
            foreach (WorkerProcess worker in _supervisor.Workers)
                worker.RequestEnd(CancelFailure.ByShutdown);
            await WaitAtMost(drained, Options.ShutdownGracePeriod).ConfigureAwait(false);
            // Those that are idle have a grace period of their own, for their cleanups.
            if (!drained.IsCompleted)
                KillWhere(static worker => worker.IsBusy);
        }
        Task ended = Finish(kill: mode is ShutdownMode.Kill);
        await WaitAtMost(ended, Options.ShutdownGracePeriod).ConfigureAwait(false);
        KillWhere(static _ => true);
        await ended.ConfigureAwait(false);
        Release();
    }

    /// <summary>Kills the pool and waits for the end of its workers, without help from the thread pool.</summary>
    public void Kill()
    {
        _supervisor.Telemetry.OnShutdown(ShutdownMode.Kill);
        Finish(kill: true).GetAwaiter().GetResult();
        Release();
    }

    private void Release()
    {
        _supervisor.Dispose();
        _slabs.Dispose();
        _supervisor.Telemetry.OnEnded();
    }

    private Task Finish(bool kill)
    {
        Close();
        Stop();
        Task ended = _supervisor.StopStarting();
        if (kill)
            KillWhere(static _ => true);
        WorkerProcess[] workers;
        lock (_gate)
        {
            _retiring = true;
            workers = _placement.Workers;
        }
        foreach (WorkerProcess worker in workers)
            worker.Retire();
        return ended;
    }

    private Task Close() => _operations.Close();

    private void Stop()
    {
        _waiting.Stop();
        _stopping.Cancel();
        foreach (PendingCall call in _waiting.WithdrawAll())
            call.Fail(CancelFailure.ByShutdown);
    }

    private void KillWhere(Func<WorkerProcess, bool> condition)
    {
        foreach (WorkerProcess worker in _supervisor.Workers.Where(condition))
            worker.Kill(CancelFailure.ByShutdown);
    }

    // How it ended, whoever awaits it next is told.
    private static async Task WaitAtMost(Task task, TimeSpan time) => await task.WaitAsync(time).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
}
