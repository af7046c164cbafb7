using System.Diagnostics;

namespace ParallelGen.Dispatch.Maps;

/// <summary>
/// Tells the user's instance how far a map is, on the thread pool and one report at a time: a slow one hears of more items at a time, and
/// holds up nothing. Thread-safe.
/// </summary>
/// <param name="progress">The user's instance.</param>
/// <param name="total">How many items there are; null where nobody knows.</param>
/// <param name="onFailed">Called with what it threw; there are no reports after that.</param>
internal sealed class ProgressReports(IProgress<MapProgress> progress, int? total, Action<Exception> onFailed)
{
    private readonly long _start = Stopwatch.GetTimestamp();
    private readonly Lock _gate = new();
    private readonly ExecutionContext? _context = ExecutionContext.Capture(); // of who makes the map

    // Guarded by _gate.
    private int _completed;
    private int _reported = -1;
    private bool _isReporting;
    private bool _isFinished;
    private Action? _finish;

    /// <summary>What the user's instance threw; null if nothing.</summary>
    public Exception? Failure { get; private set; }

    /// <summary>So many more items are done with.</summary>
    public void Add(int items)
    {
        lock (_gate)
        {
            _completed += items;
            if (_isReporting || _isFinished)
                return;
            _isReporting = true;
        }
        // Not in the context of whoever adds: that may be another caller, who reads answers.
        ThreadPool.UnsafeQueueUserWorkItem(static reports => reports.ReportInContext(), this, preferLocal: false);
    }

    /// <summary>Does something when all is reported. What is added after this is not.</summary>
    public void Finish(Action finish)
    {
        lock (_gate)
        {
            _isFinished = true;
            if (_isReporting)
            {
                _finish = finish;
                return;
            }
        }
        finish();
    }

    private void ReportInContext()
    {
        if (_context is null)
            Report();
        else
            ExecutionContext.Run(_context, static reports => ((ProgressReports)reports!).Report(), this);
    }

    private void Report()
    {
        while (TryNext(out int completed))
        {
            try
            {
                double seconds = Stopwatch.GetElapsedTime(_start).TotalSeconds;
                progress.Report(new MapProgress(completed, total, seconds > 0 ? completed / seconds : 0));
            }
            catch (Exception exception)
            {
                Failure = exception;
                onFailed(exception);
            }
        }
    }

    private bool TryNext(out int completed)
    {
        Action? finish;
        lock (_gate)
        {
            completed = _completed;
            if (completed != _reported && Failure is null)
            {
                _reported = completed;
                return true;
            }
            _isReporting = false;
            finish = _finish;
            _finish = null;
        }
        finish?.Invoke();
        return false;
    }
}
