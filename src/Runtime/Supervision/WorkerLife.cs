namespace ParallelGen.Supervision;

/// <summary>
/// The life of one worker, as a state machine: the table of what may happen when. Nothing else changes a worker's state. One thread at a time
/// lets something happen; any may look.
/// </summary>
internal sealed class WorkerLife
{
    private volatile WorkerState _state;

    public WorkerState State => _state;

    /// <summary>Whether it may be given a request.</summary>
    public bool TakesRequests => _state is WorkerState.Ready;

    /// <summary>Whether it has begun requests that are looked after: it is ready, or on its way to a good end.</summary>
    public bool Serves => _state is WorkerState.Ready or WorkerState.Retiring;

    /// <summary>Lets something happen. False where that means nothing in its state: the first end counts, and what is dead stays so.</summary>
    public bool TryMove(WorkerEvent what)
    {
        if (Next(_state, what) is not { } next)
            return false;
        _state = next;
        return true;
    }

    private static WorkerState? Next(WorkerState state, WorkerEvent what) => (state, what) switch
    {
        (WorkerState.Starting, WorkerEvent.Started) => WorkerState.Ready,
        (WorkerState.Starting, WorkerEvent.StartedAsSpare) => WorkerState.Spare,
        (WorkerState.Starting or WorkerState.Killed, WorkerEvent.StartFailed) => WorkerState.Dead,
        (WorkerState.Spare, WorkerEvent.Appointed) => WorkerState.Ready,
        (WorkerState.Ready, WorkerEvent.Dismissed) => WorkerState.Retiring,
        (not (WorkerState.Killed or WorkerState.Dead), WorkerEvent.Killed) => WorkerState.Killed,
        (not (WorkerState.Starting or WorkerState.Dead), WorkerEvent.Ended) => WorkerState.Dead,
        _ => null,
    };
}
