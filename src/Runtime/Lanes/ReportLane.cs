namespace ParallelGen.Lanes;

/// <summary>
/// Hands a worker's reports to the caller's instance, in order and one at a time, on the thread pool: a slow one holds up its own worker, and
/// nobody else. After the first that throws there are no more, and the call fails with it when it has ended.
/// </summary>
/// <param name="progress">The caller's instance; null where it gave none.</param>
/// <param name="codec">How reports travel.</param>
/// <param name="lanes">What the lane has in common with the call's others.</param>
internal sealed class ReportLane<T>(IProgress<T>? progress, LaneCodec<T> codec, LaneSettings lanes) : CallerLane
{
    private LaneReceiver<T>? _receiver;
    private Task _delivered = Task.CompletedTask;

    public override void Attach(ControlLink link, long callId, int number)
    {
        if (progress is null)
            return;
        _receiver?.OnEnd(null); // of a worker that never began the call
        _receiver = new LaneReceiver<T>(link, callId, number, lanes.KeepsLatestReport, codec, lanes.MaxDepth, $"{lanes.Method}, a report of progress");
        _delivered = DeliverAsync(_receiver, progress);
    }

    public override void OnItems(LaneItems items)
    {
        if (_receiver is null)
            base.OnItems(items);
        else
            _receiver.OnItems(items);
    }

    public override void End() => _receiver?.OnEnd(null);

    public override Task CloseAsync() => _delivered;

    private async Task DeliverAsync(LaneReceiver<T> receiver, IProgress<T> progress)
    {
        while (await receiver.WaitAsync().ConfigureAwait(false))
        {
            try
            {
                while (Failure is null && receiver.TryTake(out T report))
                {
                    // The calls of a map share the instance.
                    lock (lanes.ReportGate)
                        progress.Report(report);
                }
            }
            catch (Exception exception)
            {
                Failure = exception;
            }
            while (Failure is not null && receiver.TrySkip())
            {
            }
        }
    }
}
