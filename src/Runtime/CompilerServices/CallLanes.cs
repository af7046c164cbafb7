using System.ComponentModel;
using ParallelGen.Lanes;
using ParallelGen.Supervision;

namespace ParallelGen.CompilerServices;

/// <summary>
/// The lanes of one call or chunk on its caller's side: what travels while the method runs. Generated code adds them in the order of the
/// arguments, of which each lane has the number.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class CallLanes
{
    /// <summary>The number of the first enumeration of a source.</summary>
    internal const int FirstEnumeration = 1 << 16;

    private readonly LaneSettings _settings;
    private readonly List<CallerLane> _lanes = [];
    private readonly Dictionary<int, SourcePump> _enumerations = []; // guarded by itself
    private bool _hasResults;
    private ControlLink? _link;
    private long _callId;
    private TaskCompletionSource? _ended; // of the attempt that a worker has; null where none has

    internal CallLanes(LaneSettings settings) => _settings = settings;

    /// <summary>Whether a report takes the place of one that was not sent yet.</summary>
    internal bool KeepsLatestReport => _settings.KeepsLatestReport;

    /// <summary>Why results may be missing that came before the answer; null where none are.</summary>
    internal CallFailure? Loss { get; private set; }

    /// <summary>What the caller's instance threw when it got a report; null if nothing.</summary>
    internal Exception? ReportFailure => _lanes.Find(static lane => lane.Failure is not null)?.Failure;

    /// <summary>What the caller's source of items threw in one enumeration; null if nothing.</summary>
    internal Exception? SourceFailure(int enumeration)
    {
        lock (_enumerations)
            return _enumerations.GetValueOrDefault(enumeration)?.Failure;
    }

    /// <summary>Adds the lane of a parameter that reports progress.</summary>
    public void AddReports<T>(IProgress<T>? progress, LaneCodec<T> codec) => _lanes.Add(new ReportLane<T>(progress, codec, _settings));

    /// <summary>Adds the lane of a parameter that is a stream of items.</summary>
    public void AddSource<T>(IAsyncEnumerable<T>? source, LaneCodec<T> codec) => _lanes.Add(new SourceLane<T>(source, codec, _settings));

    /// <summary>Adds the lane of the results, behind all others.</summary>
    internal ResultLane<T> AddResults<T>(LaneCodec<T> codec)
    {
        var lane = new ResultLane<T>(codec, _settings);
        _lanes.Add(lane);
        _hasResults = true;
        return lane;
    }

    /// <summary>A worker is about to get the call. Nothing of an attempt before is left.</summary>
    internal void Attach(ControlLink link, long callId)
    {
        _link = link;
        _callId = callId;
        lock (_enumerations)
            _enumerations.Clear();
        _ended = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        // What runs of the caller's runs in its context, whoever sends the call.
        if (_settings.Context is { } context)
            ExecutionContext.Run(context, static lanes => ((CallLanes)lanes!).AttachLanes(), this);
        else
            AttachLanes();
    }

    /// <summary>The worker did not begin the call, and never will.</summary>
    internal void Detach() => _ended = null;

    /// <summary>A frame of the call's lanes came. By the one thread that receives them.</summary>
    /// <exception cref="ProtocolException">It makes no sense.</exception>
    internal void OnFrame(in FrameHeader header, Connection connection)
    {
        switch (header.Kind)
        {
            case FrameKind.Items when (uint)header.Method < (uint)_lanes.Count:
                _lanes[header.Method].OnItems(LaneItems.Receive(connection, header));
                break;
            case FrameKind.Open when (uint)header.Count < (uint)_lanes.Count && header.Method >= FirstEnumeration:
                SourcePump pump = _lanes[header.Count].Open(_link!, _callId, header.Method);
                lock (_enumerations)
                    _enumerations[header.Method] = pump;
                break;
            case FrameKind.Credit or FrameKind.Leave:
                OnEnumeration(header);
                break;
            default:
                throw new ProtocolException($"A worker must not send a frame of kind {header.Kind} in lane {header.Method}.");
        }
    }

    /// <summary>Nothing more comes from the worker.</summary>
    /// <param name="loss">Why, where it had not said so: an answer may have been faster than the results before it. Else null.</param>
    internal void OnEnded(CallFailure? loss)
    {
        Loss = _hasResults ? loss : null; // reports that are lost with their worker are none of the result
        End();
        _ended?.TrySetResult();
    }

    /// <summary>Ends the call, where nobody but its own worker's thread can.</summary>
    internal void Cancel() => _link?.Send(new FrameHeader(FrameKind.Cancel, _callId));

    /// <summary>Waits on this thread until nothing more comes from the worker.</summary>
    internal void WaitForEnd() => _ended?.Task.Wait();

    /// <summary>The call has its answer: settles it when nothing more comes from the worker, and the caller's code is done with what came.</summary>
    internal void Finish(Action settle)
    {
        Task closed = CloseAsync();
        if (closed.IsCompletedSuccessfully)
            settle();
        else
            closed.ContinueWith(static (_, settle) => ((Action)settle!)(), settle, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
    }

    private async Task CloseAsync()
    {
        if (_ended is { } ended)
            await ended.Task.ConfigureAwait(false);
        else
            End();
        foreach (CallerLane lane in _lanes)
            await lane.CloseAsync().ConfigureAwait(false);
    }

    private void AttachLanes()
    {
        for (int number = 0; number < _lanes.Count; number++)
            _lanes[number].Attach(_link!, _callId, number);
    }

    private void End()
    {
        foreach (CallerLane lane in _lanes)
            lane.End();
    }

    private void OnEnumeration(in FrameHeader header)
    {
        SourcePump? pump;
        lock (_enumerations)
            _enumerations.TryGetValue(header.Method, out pump);
        if (pump is null)
            throw new ProtocolException($"A worker reads an enumeration {header.Method} that it did not begin.");
        if (header.Kind is FrameKind.Credit)
            pump.OnCredit(new LaneCredit(header.Count, header.FirstItem));
        else
            _ = pump.Stop();
    }
}
