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
            await _operations.Close().ConfigureAwait(false);
        }
        else if (mode is ShutdownMode.Cancel)
        {
            Stop();
            foreach (WorkerProcess worker in _supervisor.Workers)
                worker.RequestEnd(CancelFailure.ByShutdown);
            // Threads share their statics: their cleanups come when nothing runs any more, and have a grace period of their own.
            if (Options.ExecutionMode is ExecutionMode.InProcess)
            {
                await WaitAtMost(_operations.Close(), Options.ShutdownGracePeriod).ConfigureAwait(false);
                KillWhere(static worker => worker.IsBusy);
            }
        }
        // What runs in processes and the cleanups have one grace period together: who has nothing to do begins with its cleanups at once.
        Task ended = Finish(kill: mode is ShutdownMode.Kill);
        await WaitAtMost(mode is ShutdownMode.Cancel ? Task.WhenAll(ended, _operations.Close()) : ended, Options.ShutdownGracePeriod).ConfigureAwait(false);
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

    private void Stop()
    {
        _ = _operations.Close();
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
