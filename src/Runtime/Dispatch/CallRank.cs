namespace ParallelGen.Dispatch;

/// <summary>
/// The calls of one priority that wait, first come, first served; what a dead worker gave back comes before the others. A worker takes what is
/// meant for it and what is meant for nobody, whichever came first, and where neither is, what is meant for others. Not thread-safe.
/// </summary>
/// <param name="workerCount">The number of workers.</param>
internal sealed class CallRank(int workerCount)
{
    private readonly CallLine _returned = new();
    private readonly CallLine _calls = new();
    private CallLine?[]? _homes; // by the numbers of the workers for which they are; made by the first such call

    /// <param name="call">The call.</param>
    /// <param name="number">Which of all calls of the queue it is.</param>
    /// <param name="isReturned">Whether it had its turn.</param>
    public void Add(PendingCall call, long number, bool isReturned) => (isReturned ? _returned : LineOf(call.Home)).Add(call, number);

    /// <summary>The line whose first is the next for a worker; null where none waits.</summary>
    public CallLine? Next(int workerId)
    {
        if (_returned.Peek() is not null)
            return _returned;
        CallLine? next = _calls.Peek() is null ? null : _calls;
        if (_homes is null)
            return next;
        next = Earlier(next, _homes[workerId]);
        if (next is null)
        {
            foreach (CallLine? home in _homes)
                next = Earlier(next, home);
        }
        return next;
    }

    /// <summary>Drops those that wait no more.</summary>
    public void Sift()
    {
        _returned.Sift();
        _calls.Sift();
        foreach (CallLine? home in _homes ?? [])
            home?.Sift();
    }

    private CallLine LineOf(int home)
    {
        if (home == PendingCall.NoHome)
            return _calls;
        _homes ??= new CallLine?[workerCount];
        return _homes[home] ??= new();
    }

    private static CallLine? Earlier(CallLine? one, CallLine? other) =>
        other?.Peek() is null ? one
        : one is null || other.FirstNumber < one.FirstNumber ? other
        : one;
}
