using ParallelGen.Lanes;

namespace ParallelGen.Worker;

/// <summary>The lanes of the call or chunk that a worker runs. Frames come on the control connection's thread, and everything else from any of the method's.</summary>
internal sealed class WorkerLanes(ControlLink link, in FrameHeader call, string method, int maxDepth)
{
    private readonly bool _keepsLatestReport = (call.Flags & FrameFlags.LatestReport) != 0;
    private readonly long _callId = call.CallId;
    private readonly Lock _gate = new();

    // Guarded by _gate.
    private readonly Dictionary<int, LaneSender> _senders = [];
    private readonly Dictionary<int, LaneReceiver> _receivers = [];
    private readonly Dictionary<Exception, int> _sourceFailures = []; // by what each enumeration threw
    private Exception? _end; // what a reader gets from here on
    private int _lastArgument = -1;
    private int _lastEnumeration = CallLanes.FirstEnumeration - 1;

    public long CallId => _callId;

    /// <summary>Gives the lane of the next argument, or of the results behind them, its number.</summary>
    public int Reserve() => ++_lastArgument;

    /// <summary>The lane of an argument that reports go to.</summary>
    public LaneSender<T> OpenReports<T>(int number, LaneCodec<T> codec) => Open(number, codec, _keepsLatestReport);

    /// <summary>The lane of the results.</summary>
    public LaneSender<T> OpenResults<T>(LaneCodec<T> codec) => Open(Reserve(), codec, keepsLatest: false);

    /// <summary>Begins to enumerate the source of an argument.</summary>
    public LaneReceiver<T> OpenSource<T>(int argument, LaneCodec<T> codec)
    {
        lock (_gate)
        {
            int number = ++_lastEnumeration;
            var receiver = new LaneReceiver<T>(link, _callId, number, keepsLatest: false, codec, maxDepth, $"{method}, its stream of items");
            if (_end is not null)
            {
                receiver.OnEnd(_end);
                return receiver;
            }
            _receivers.Add(number, receiver);
            link.Send(new FrameHeader(FrameKind.Open, _callId) { Method = number, Count = argument });
            return receiver;
        }
    }

    /// <summary>The method reads no more of an enumeration.</summary>
    public void Leave(LaneReceiver receiver)
    {
        lock (_gate)
        {
            if (_receivers.Remove(receiver.Number))
                link.Send(new FrameHeader(FrameKind.Leave, _callId) { Method = receiver.Number });
        }
    }

    /// <summary>Which enumeration threw an exception at the caller's side; null where it is one of the method's own.</summary>
    public int? EnumerationOf(Exception exception)
    {
        lock (_gate)
        {
            return _sourceFailures.TryGetValue(exception, out int number) || (exception is AggregateException { InnerExceptions: [var only] } && _sourceFailures.TryGetValue(only, out number))
                ? number
                : null;
        }
    }

    /// <summary>A frame of the lanes came.</summary>
    public void OnFrame(in FrameHeader header, Connection control)
    {
        if (header.Kind is FrameKind.Credit)
            SenderOf(header.Method)?.OnCredit(new LaneCredit(header.Count, header.FirstItem));
        else if (ReceiverOf(header.Method) is not { } receiver)
            return; // the method has left it
        else if (header.Kind is FrameKind.Items)
            receiver.OnItems(LaneItems.Receive(control, header));
        else
            receiver.OnEnd(ReadError(header, control));
    }

    /// <summary>The call is cancelled, or its caller gone: nobody waits any more, neither for room nor for items.</summary>
    public void Cancel(Exception reason)
    {
        foreach (LaneSender sender in EndReceivers(reason))
            sender.Cancel();
    }

    /// <summary>The method has ended: sends what there is, and says that nothing follows.</summary>
    public void End()
    {
        foreach (LaneSender sender in EndReceivers(new InvalidOperationException($"The call of {method} has ended, and its streams of items with it.")))
            sender.Close();
        SendEnd(link, _callId);
    }

    /// <summary>Says that nothing of the call's lanes follows.</summary>
    public static void SendEnd(ControlLink link, long callId) => link.Send(new FrameHeader(FrameKind.LanesEnd, callId));

    private LaneSender<T> Open<T>(int number, LaneCodec<T> codec, bool keepsLatest)
    {
        var sender = new LaneSender<T>(link, _callId, number, codec, keepsLatest);
        lock (_gate)
        {
            _senders.Add(number, sender);
            if (_end is not null)
                sender.Cancel();
        }
        return sender;
    }

    private LaneSender[] EndReceivers(Exception reason)
    {
        lock (_gate)
        {
            _end ??= reason;
            foreach (LaneReceiver receiver in _receivers.Values)
                receiver.OnEnd(reason);
            return [.. _senders.Values];
        }
    }

    private Exception? ReadError(in FrameHeader header, Connection control)
    {
        if (header.Length == 0)
            return null;
        WireReader reader = control.OpenPayload();
        Exception failure = RemoteExceptions.MakeOfSource(RemoteError.Read(ref reader), method);
        lock (_gate)
            _sourceFailures[failure] = header.Method;
        return failure;
    }

    private LaneSender? SenderOf(int number)
    {
        lock (_gate)
            return _senders.GetValueOrDefault(number);
    }

    private LaneReceiver? ReceiverOf(int number)
    {
        lock (_gate)
            return _receivers.GetValueOrDefault(number);
    }
}
