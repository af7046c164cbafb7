using System.Diagnostics;
using System.Runtime.ExceptionServices;
using ParallelGen.Platform;
using ParallelGen.Supervision.Launch;
using ParallelGen.Worker;

namespace ParallelGen.Supervision;

/// <summary>
/// What the workers of a pool do before their first call: the initializers without arguments of all assemblies that the program has loaded by then, and
/// those that the options name, in declared order. Thread-safe.
/// </summary>
internal sealed class WorkerInitialization(ProcessPoolOptions options)
{
    // Workers that are threads of this process share its statics: the first to start prepares them for all. Written under _gate.
    private readonly object _gate = new();
    private volatile bool _hasBegun;
    private volatile bool _isDone;
    private ExceptionDispatchInfo? _failure; // the last
    private int _failures;

    /// <summary>Prepares a worker that has proved who it is. Blocks until it is ready, or ended: then it is disposed.</summary>
    /// <param name="body">The worker.</param>
    /// <param name="tables">What it was told of; from here on, of more.</param>
    /// <param name="startedAt">When its start began.</param>
    /// <param name="shutdown">Cancelled when the pool shuts down.</param>
    /// <exception cref="WorkerStartException">An initializer failed, took too long, or its worker ended.</exception>
    /// <exception cref="OperationCanceledException">The pool is shut down.</exception>
    public void Run(WorkerBody body, LoadedTables tables, long startedAt, CancellationToken shutdown)
    {
        InitializerCall[] calls = FindCalls();
        if (calls.Length == 0)
            return;
        try
        {
            if (options.ExecutionMode is ExecutionMode.InProcess)
                RunOnce(() => RunAll(calls, body, tables, startedAt, shutdown));
            else
                RunAll(calls, body, tables, startedAt, shutdown);
        }
        catch
        {
            body.Kill();
            body.WaitForExit();
            body.Dispose();
            throw;
        }
    }

    /// <summary>The same for a pool in a worker, whose calls run on the threads that make them.</summary>
    /// <param name="run">Runs one initializer.</param>
    public void RunInline(Action<InitializerCall> run)
    {
        RunOnce(() =>
        {
            foreach (InitializerCall call in FindCalls())
                run(call);
        });
    }

    // An initializer may use the pool, too, on any thread, and then finds that this has begun. Who waited while it failed has failed by that.
    private void RunOnce(Action run)
    {
        bool isInside = InitializerRunner.IsInside;
        if (_isDone || (_hasBegun && isInside))
            return;
        int failures = Volatile.Read(ref _failures);
        Failpoint.Hit("parent.prepares");
        // An initializer waits for nobody: who has the gate may wait for that.
        if (!Monitor.TryEnter(_gate, isInside ? 0 : Timeout.Infinite))
            return;
        try
        {
            if (_isDone)
                return;
            if (_failures != failures)
                _failure!.Throw();
            _hasBegun = true;
            try
            {
                run();
                _isDone = true;
            }
            catch (WorkerStartException exception)
            {
                _failure = ExceptionDispatchInfo.Capture(exception);
                _failures++;
                throw;
            }
            finally
            {
                _hasBegun = _isDone;
            }
        }
        finally
        {
            Monitor.Exit(_gate);
        }
    }

    private void RunAll(InitializerCall[] calls, WorkerBody body, LoadedTables tables, long startedAt, CancellationToken shutdown)
    {
        TimeSpan left = options.StartTimeout - Stopwatch.GetElapsedTime(startedAt);
        if (WorkerVariables.WaitsForDebugger(options))
            left = Timeout.InfiniteTimeSpan;
        else if (left < TimeSpan.Zero)
            left = TimeSpan.Zero;
        shutdown.ThrowIfCancellationRequested(); // another's turn may have taken until then
        using var watch = new StartWatch(body, left, options.CancellationGracePeriod, shutdown);
        foreach (InitializerCall call in calls)
        {
            watch.Begin(call);
            bool hasEnded;
            try
            {
                call.Send(body.Calls, tables);
                hasEnded = call.Receive(body.Calls, body.ProcessId);
            }
            catch (ConnectionLostException)
            {
                hasEnded = false;
            }
            if (!hasEnded)
                throw Explain(call, body, watch, shutdown);
        }
    }

    private WorkerStartException Explain(InitializerCall call, WorkerBody body, StartWatch watch, CancellationToken shutdown)
    {
        shutdown.ThrowIfCancellationRequested();
        string name = call.Initializer.Name;
        if (watch.IsTimedOut)
        {
            return new WorkerStartException($"The initializer {name} did not end within the start timeout of {options.StartTimeout.TotalSeconds:0.###} s, and its worker process {body.ProcessId} was ended.")
            {
                ProcessId = body.ProcessId,
                Initializer = name,
            };
        }
        WorkerExit exit = body.WaitForExit();
        return new WorkerStartException($"The worker process {exit.ProcessId} ended in the initializer {name} ({exit.Describe()}).{exit.DescribeEnd(hadCall: true)}")
        {
            ProcessId = exit.ProcessId,
            ExitCode = exit.ExitCode,
            StandardError = exit.StandardError,
            Initializer = name,
        };
    }

    private InitializerCall[] FindCalls()
    {
        List<InitializerCall>? calls = null;
        foreach (MethodTable table in MethodRegistry.Tables)
        {
            foreach (PoolInitializer initializer in table.Initializers)
            {
                UsedInitializer? used = options.Initializers.Find(other => other.Initializer == initializer);
                if (used is not null || initializer.IsAutomatic)
                    (calls ??= []).Add(new InitializerCall(initializer, used?.Arguments, -1 - calls.Count));
            }
        }
        return calls?.ToArray() ?? [];
    }
}
