using ParallelGen.Lanes;
using ParallelGen.Platform;

namespace ParallelGen.Supervision;

/// <summary>
/// Reads what one worker says while its calls run: the frames of their lanes. By a thread of its own, from the first call that has any; it
/// runs no code of the user's and waits for nobody.
/// </summary>
/// <param name="control">The connection; nobody else receives on it.</param>
/// <param name="link">Sends on it.</param>
/// <param name="onBroken">Called when the worker sent what the protocol does not allow.</param>
internal sealed class LaneReader(Connection control, ControlLink link, Action<Exception> onBroken)
{
    private readonly Dictionary<long, CallLanes> _calls = []; // guarded by itself
    private Thread? _thread;

    /// <summary>Opens a call's lanes, before the worker can begin it.</summary>
    /// <exception cref="NoThreadException">There is no thread that could read them.</exception>
    public void Open(long callId, CallLanes lanes)
    {
        lock (_calls)
        {
            link.EnsureStarted();
            _thread ??= OwnThread.Start("lane reader", Run, OwnThread.SmallStack);
            lanes.Attach(link, callId);
            _calls[callId] = lanes;
        }
    }

    /// <summary>The worker never began the call, and will not: perhaps another does.</summary>
    public void Withdraw(long callId) => Remove(callId)?.Detach();

    /// <summary>Nothing more comes of the call.</summary>
    public void End(long callId) => Remove(callId)?.OnEnded(null);

    /// <summary>The worker has ended: waits until what it sent before is read, and nothing is sent any more.</summary>
    public void Join()
    {
        link.Close();
        _thread?.Join();
        control.Close();
        link.Drain();
    }

    /// <summary>Ends the lanes of calls that were answered, and whose worker ended before it had said everything. After <see cref="Join"/>.</summary>
    public void EndAll(CallFailure loss)
    {
        foreach (long callId in _calls.Keys.ToArray())
            Remove(callId)?.OnEnded(loss);
    }

    private void Run()
    {
        try
        {
            while (control.Receive(out FrameHeader header))
            {
                Handle(header);
                control.ReleasePayload();
            }
        }
        catch (ConnectionLostException)
        {
            // It died in the middle of a frame, of which nobody hears.
        }
        catch (Exception exception)
        {
            // Whatever it is that this side could not make sense of, the worker can't be trusted from here on.
            onBroken(exception);
        }
    }

    private void Handle(in FrameHeader header)
    {
        if (header.Kind is FrameKind.LanesEnd)
        {
            End(header.CallId);
            return;
        }
        CallLanes? lanes;
        lock (_calls)
            _calls.TryGetValue(header.CallId, out lanes);
        lanes?.OnFrame(header, control); // else the call was given up
    }

    private CallLanes? Remove(long callId)
    {
        lock (_calls)
        {
            _calls.Remove(callId, out CallLanes? lanes);
            return lanes;
        }
    }
}
