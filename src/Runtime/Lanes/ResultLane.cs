namespace ParallelGen.Lanes;

/// <summary>The results of a method that yields them one by one: whoever enumerates them reads them from here.</summary>
internal sealed class ResultLane<T>(LaneCodec<T> codec, LaneSettings lanes) : CallerLane
{
    private readonly TaskCompletionSource<LaneReceiver<T>?> _receiver = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private LaneReceiver<T>? _current;

    /// <summary>Where results come, once a worker has the call; null where it ended before that.</summary>
    public Task<LaneReceiver<T>?> Receiver => _receiver.Task;

    public override void Attach(ControlLink link, long callId, int number)
    {
        _current = new LaneReceiver<T>(link, callId, number, keepsLatest: false, codec, lanes.MaxDepth, $"{lanes.Method}, its results");
    }

    public override void OnItems(LaneItems items)
    {
        _current!.OnItems(items);
        _receiver.TrySetResult(_current);
    }

    public override void End()
    {
        _current?.OnEnd(null);
        _receiver.TrySetResult(_current);
    }
}
