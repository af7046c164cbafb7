using System.ComponentModel;
using System.Diagnostics;
using System.Runtime.CompilerServices;
using ParallelGen.Protocol;
using ParallelGen.Transport;
using ParallelGen.Worker;

namespace ParallelGen.CompilerServices;

/// <summary>The call or chunk that a worker runs, for the generated code that runs it. One object serves all calls of a worker.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed unsafe partial class WorkerCall
{
    private readonly Connection _connection;
    private readonly WorkerContext _worker;
    private FrameHeader _header;
    private WireMark _itemStart;
    private long _mostBytes;      // that the result of an item may take
    private long _fullBytes;      // from which on the answer of a chunk takes no further item
    private ItemProgress* _items; // in memory that the caller sees, where the transport has such
    private int _looksFrom;       // from this item on BeginItem looks closer: at the end, when there is a wish of the caller, or for each
    private PoolMethod _method = null!;
    private long _startedAt;
    private WorkerLanes? _lanes;
    private List<ICallMemory>? _views; // that end with the call, or with the item that runs
    private int _fixedViews;           // how many of them all items share; -1 before the first item

    internal WorkerCall(Connection connection, WorkerContext worker)
    {
        _connection = connection;
        _worker = worker;
        worker.Revoked = () => Volatile.Write(ref _looksFrom, 0);
    }

    /// <summary>The token for the method's <see cref="System.Threading.CancellationToken"/> parameter.</summary>
    public CancellationToken CancellationToken { get; private set; }

    /// <summary>The number of items in the chunk.</summary>
    public int ItemCount => _header.Count;

    /// <summary>Where in the call or the item the worker is. Set by generated code as it goes.</summary>
    public CallStage Stage { get; set; }

    /// <summary>Whether the call that ran last took next to no time. (What is not trivial is always measured.)</summary>
    internal bool IsTrivial { get; private set; }

    internal bool ResultIsOpen { get; private set; }

    internal bool ResultIsSent { get; private set; }

    /// <summary>Says that the arguments are read: nothing may be left of them. Call it before the method runs.</summary>
    /// <exception cref="CallSerializationException">Something is left.</exception>
    public void EndArguments(ref WireReader arguments)
    {
        if (!arguments.End)
            throw new CallSerializationException($"{arguments.Remaining} bytes are left behind the arguments: caller and worker disagree about the types.");
        Stage = CallStage.Method;
    }

    /// <summary>Reads an argument that the method only looks at. It ends with the call, or with the item.</summary>
    /// <exception cref="CallSerializationException">Something else is there.</exception>
    public ReadOnlyMemory<T> ReadMemory<T>(ref WireReader arguments)
        where T : unmanaged
    {
        CallMemory<T> memory = arguments.ReadMemory<T>();
        (_views ??= []).Add(memory);
        return memory.Memory;
    }

    /// <summary>Ends what the item before this one looked at. Call it before the arguments of an item are read.</summary>
    public void EndItemViews()
    {
        if (_fixedViews < 0)
            _fixedViews = _views?.Count ?? 0;
        EndViews(_fixedViews);
    }

    /// <summary>Begins the result: of a single call after the method ran, of a chunk before its first item.</summary>
    public WireWriter BeginResult()
    {
        Stage = _header.Kind is FrameKind.Call ? CallStage.Result : CallStage.Method;
        ResultIsOpen = true;
        uint duration = Duration;
        if (duration > 0)
            _method.Learn(duration);
        IsTrivial = _header.Kind is FrameKind.Call && duration < PoolMethod.TrivialNanoseconds;
        WireWriter writer = _connection.BeginFrame(new FrameHeader(FrameKind.Result, _header.CallId) { Slot = _header.Slot, Duration = duration });
        if (_header.Kind is not FrameKind.Call)
        {
            // An item's result may be as large as a call's, whatever stands before it: it has run, and does not run again.
            _mostBytes = writer.Limit;
            _fullBytes = Math.Min(_mostBytes, WireLimits.FullAnswer);
            writer.Limit = WireLimits.LargestAnswer(_mostBytes);
        }
        return writer;
    }

    /// <summary>Ends the result of a single call, or of a chunk whose results are rows, and sends it.</summary>
    public void EndResult(ref WireWriter writer)
    {
        _connection.EndFrame(ref writer);
        ResultIsSent = true;
    }

    /// <summary>Ends the result of a chunk whose results are a column, and sends it.</summary>
    public void EndColumn(ref WireWriter writer)
    {
        // Behind the failures; no index of one is negative.
        writer.WriteInt32(~_items->Index);
        EndResult(ref writer);
    }

    /// <summary>
    /// Begins the item, and by that ends the one before it. False when the chunk is at its end, or when the caller took the rest back.
    /// </summary>
    public bool BeginItem(int index)
    {
        // Released before the item runs: after this worker's death the index tells which item was lost.
        Volatile.Write(ref _items->Index, index);
        return index < Volatile.Read(ref _looksFrom) || LookCloser(index);
    }

    /// <summary>The same for a chunk whose results are rows.</summary>
    public bool BeginItem(int index, ref WireWriter writer)
    {
        WireMark start = writer.Mark();
        if (start.Length >= _fullBytes)
            return EndFullAnswer(index, start.Length - _itemStart.Length, ref writer);
        _itemStart = start;
        return (index == 0 || TryKeep(ref writer)) && BeginItem(index);
    }

    /// <summary>Notes, behind the column, that the item that runs failed. False when the chunk must end with it.</summary>
    public bool FailColumnItem(ref WireWriter writer, Exception exception)
    {
        writer.WriteInt32(_items->Index);
        WriteError(exception, ref writer);
        bool isKept = TryKeep(ref writer);
        if (!isKept)
            _items->ResultsEnd = ItemProgress.None; // a column that does not show this failure says too little
        return GoesOn(isKept && writer.Length < _fullBytes);
    }

    /// <summary>The same for a chunk whose results are rows: the failure takes the place of what was written for the item.</summary>
    public bool FailItem(ref WireWriter writer, Exception exception)
    {
        writer.Rewind(_itemStart);
        writer.WriteFailureMarker();
        WriteError(exception, ref writer);
        return GoesOn(mayGoOn: true);
    }

    /// <summary>Waits for an asynchronous method.</summary>
    public void Await(Task task) => task.GetAwaiter().GetResult();

    /// <summary>Waits for an asynchronous method.</summary>
    public TResult Await<TResult>(Task<TResult> task) => task.GetAwaiter().GetResult();

    /// <summary>Waits for an asynchronous method.</summary>
    public void Await(ValueTask task) => task.AsTask().GetAwaiter().GetResult();

    /// <summary>Waits for an asynchronous method.</summary>
    public TResult Await<TResult>(ValueTask<TResult> task) => task.AsTask().GetAwaiter().GetResult();

    internal void Begin(in FrameHeader header, PoolMethod method)
    {
        _header = header;
        _method = method;
        IsTrivial = false;
        _items = _connection.ItemsOf(header.Slot);
        _items->Reset();
        _looksFrom = 0;
        _fixedViews = -1;
        ResultIsOpen = false;
        ResultIsSent = false;
        Stage = CallStage.Arguments;
        CancellationToken = _worker.Begin(header.CallId, method.ObservesCancellation);
        _lanes = (header.Flags & FrameFlags.Lanes) == 0 ? null : _worker.OpenLanes(header, method.Name, _connection.MaxDepth);
        _startedAt = header.Kind is FrameKind.Call && (method.IsMeasured() || (header.Flags & FrameFlags.Timed) != 0) ? Stopwatch.GetTimestamp() : 0;
    }

    /// <summary>Ends what the call, or the chunk, looked at.</summary>
    internal void EndViews()
    {
        if (_views is { Count: > 0 })
            EndViews(0);
    }

    private void EndViews(int from)
    {
        if (_views is null)
            return;
        for (int index = from; index < _views.Count; index++)
            _views[index].End();
        _views.RemoveRange(from, _views.Count - from);
    }

    /// <summary>Begins an initializer: alone, or as a part of the call that needs it.</summary>
    internal void BeginInitializer(long callId, PoolInitializer initializer)
    {
        Stage = CallStage.Arguments;
        CancellationToken = _worker.Begin(callId, initializer.ObservesCancellation);
    }

    // In nanoseconds; 0 where it was not measured.
    private uint Duration => _startedAt == 0 ? 0 : (uint)Math.Clamp(Stopwatch.GetElapsedTime(_startedAt).TotalNanoseconds, 1, uint.MaxValue);

    /// <summary>What the caller is told of an exception.</summary>
    internal RemoteError ErrorOf(Exception exception)
    {
        RemoteErrorOrigin origin = Stage switch
        {
            CallStage.Arguments => RemoteErrorOrigin.Arguments,
            CallStage.Result => RemoteErrorOrigin.Result,
            _ when exception is OperationCanceledException && _worker.IsCancelled => RemoteErrorOrigin.Cancelled,
            _ => RemoteErrorOrigin.Method,
        };
        // The caller has it itself, and needs to know which it is.
        return origin is RemoteErrorOrigin.Method && _lanes?.EnumerationOf(exception) is { } enumeration
            ? RemoteError.Of(exception, RemoteErrorOrigin.Source) with { HResult = enumeration }
            : RemoteError.Of(exception, origin);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private bool LookCloser(int index)
    {
        bool isTimed = (_header.Flags & FrameFlags.ItemsTimed) != 0;
        if (index == 0)
        {
            // The column, if there is one, has its place now.
            if (_connection.IsInPlace)
                _items->ResultsEnd = 0;
            if (!isTimed)
            {
                Volatile.Write(ref _looksFrom, _header.Count);
                Interlocked.MemoryBarrier(); // a wish that comes now is seen below, or sets it back
            }
        }
        if (index >= _header.Count || _worker.IsRevoked)
            return false;
        if (isTimed)
            Volatile.Write(ref _items->StartedAt, Stopwatch.GetTimestamp());
        return true;
    }

    // What was written for the items so far can be read after this worker's death. False where it could not, for want of room: then it is sent.
    private bool TryKeep(ref WireWriter writer)
    {
        if (!_connection.KeepsItems)
            return true;
        if (!_connection.IsInPlace)
            return false;
        Volatile.Write(ref _items->ResultsEnd, (int)writer.Length);
        return true;
    }

    private void WriteError(Exception exception, ref WireWriter writer)
    {
        RemoteError error = ErrorOf(exception);
        WireMark start = writer.Mark();
        try
        {
            error.Write(ref writer);
        }
        catch (PayloadTooLargeException)
        {
            writer.Rewind(start);
            error.Shorten().Write(ref writer);
        }
    }

    // The chunk ends here: the caller sends the items from this index on, which did not begin, again.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private bool EndFullAnswer(int index, long bytesOfLast, ref WireWriter writer)
    {
        if (bytesOfLast > _mostBytes)
            FailItem(ref writer, WireError.PastLimit(_mostBytes));
        if (TryKeep(ref writer))
            Volatile.Write(ref _items->Index, index);
        return false;
    }

    private bool GoesOn(bool mayGoOn)
    {
        if (mayGoOn && Stage is not CallStage.Arguments && (_header.Flags & FrameFlags.EveryItem) != 0)
            return true;
        // The item is done with; the next, if there is one, did not begin. After a failed decoding the place in the input is lost, so the
        // caller sends the rest again.
        Volatile.Write(ref _items->Index, _items->Index + 1);
        return false;
    }
}
