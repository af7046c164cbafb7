namespace ParallelGen.Lanes;

/// <summary>A source of items that the caller gave. Each time that the method enumerates it, it is enumerated here.</summary>
internal sealed class SourceLane<T>(IAsyncEnumerable<T>? source, LaneCodec<T> codec, LaneSettings lanes) : CallerLane
{
    private readonly List<SourcePump> _pumps = []; // guarded by itself

    public override void Attach(ControlLink link, long callId, int number)
    {
        lock (_pumps)
            _pumps.Clear();
    }

    public override SourcePump Open(ControlLink link, long callId, int number)
    {
        if (source is null)
            return base.Open(link, callId, number);
        var sender = new LaneSender<T>(link, callId, number, codec, keepsLatest: false);
        var pump = new SourcePump<T>(source, sender);
        lock (_pumps)
            _pumps.Add(pump);
        pump.Start(lanes.Context);
        return pump;
    }

    public override void End()
    {
        lock (_pumps)
        {
            foreach (SourcePump pump in _pumps)
                pump.Stop();
        }
    }

    public override Task CloseAsync()
    {
        lock (_pumps)
            return Task.WhenAll(_pumps.Select(static pump => pump.Stop()));
    }
}
