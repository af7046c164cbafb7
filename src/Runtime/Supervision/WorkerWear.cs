using System.Diagnostics;
using ParallelGen.Platform;

namespace ParallelGen.Supervision;

/// <summary>
/// When a worker has done as much as it is to do, by its calls or by its memory. Its successor is asked for when three quarters of the calls are
/// given, so that it is most likely ready before the last.
/// </summary>
internal sealed class WorkerWear
{
    /// <summary>How often the memory of a worker that is at work is looked at, in <see cref="Stopwatch"/> ticks.</summary>
    public static readonly long MemoryInterval = Stopwatch.Frequency / 4;

    private readonly long _enough;
    private readonly long _maxMemory;
    private int _isAsked;
    private int _isWatched;
    private long _nextLook;

    public WorkerWear(ProcessPoolOptions options, int id, int generation)
    {
        MaxCalls = options.MaxCallsPerWorker is { } calls ? SpreadOut(calls, 2, options.WorkerCount, id, generation) : long.MaxValue;
        _enough = MaxCalls == long.MaxValue ? long.MaxValue : Math.Max(1, MaxCalls * 3 / 4);
        _maxMemory = options.ExecutionMode is ExecutionMode.Processes ? SpreadOut(options.MaxWorkerMemoryBytes ?? 0, 8, options.WorkerCount, id, generation) : 0;
    }

    /// <summary>How many calls the worker may be given.</summary>
    public long MaxCalls { get; }

    /// <summary>Whether there is any limit.</summary>
    public bool IsLimited => MaxCalls != long.MaxValue || _maxMemory > 0;

    /// <summary>Whether its successor is to be asked for, now that it was given so many calls, and was not yet.</summary>
    public bool IsEnough(long calls) => calls >= _enough && Volatile.Read(ref _isAsked) == 0;

    /// <summary>True once: for whoever asks for its successor.</summary>
    public bool TryAsk() => Interlocked.Exchange(ref _isAsked, 1) == 0;

    /// <summary>Whether the memory is to be looked at from now on. True until <see cref="CheckMemory"/> found the worker idle, for one caller.</summary>
    public bool ShouldWatchMemory() => _maxMemory > 0 && Volatile.Read(ref _isWatched) == 0 && Interlocked.Exchange(ref _isWatched, 1) == 0;

    /// <summary>Looks at the memory, if it is time.</summary>
    /// <returns>When to look again.</returns>
    public long CheckMemory(long now, int processId, bool isIdle, out bool isWorn)
    {
        isWorn = false;
        if (_maxMemory == 0 || Volatile.Read(ref _isWatched) == 0)
            return long.MaxValue;
        if (now < _nextLook)
            return _nextLook;
        _nextLook = now + MemoryInterval;
        isWorn = ProcessMemory.ResidentBytes(processId) > _maxMemory && TryAsk();
        if (!isIdle)
            return _nextLook;
        Volatile.Write(ref _isWatched, 0); // the next call watches again
        return long.MaxValue;
    }

    // Workers that start together, and share the calls evenly or grow at one rate, would end together: the first ones of each place end sooner, each at
    // another time, by up to such a part of the limit.
    private static long SpreadOut(long limit, int part, int workers, int id, int generation) =>
        generation > 0 || id < 0 ? limit : limit - (long)((Int128)limit * id / (part * workers));
}
