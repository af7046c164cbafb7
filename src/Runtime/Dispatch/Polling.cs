using ParallelGen.Supervision;

namespace ParallelGen.Dispatch;

/// <summary>
/// When a caller looks for the answer of its call for a moment instead of leaving it to the worker's pump: two wake-ups cost a hundred
/// times what a trivial call does. It does so only for a call that is known to be short, and that has its worker for itself; and it learns
/// from looking in vain.
/// </summary>
/// <remarks>
/// <para>A caller that makes many calls before it awaits the first must not wait for each. So now and then a call is left alone, as a probe:
/// where the same thread makes the next before that has ended, it is in a burst, and leaves its calls until it leaves too few of them.</para>
/// <para>Callers that await their calls take turns: a look ends with the first answer, whoever's it is, and a thread that has read answers of
/// others leaves its own next call, so that it goes and does what these answers have set free. On two cores one thread of the caller's and
/// one worker are then busy, however many callers there are.</para>
/// <para>All fields are hints: two threads that write at once do no harm.</para>
/// </remarks>
internal sealed class Polling(ProcessPoolOptions options)
{
    public const int MostAttempts = 64;

    private const int PausedAttempts = 16;
    private const int BurstCalls = 32; // more than are left before answers are read in passing
    private const int ProbeEvery = 1024;

    private const long LongestCallNanoseconds = 30_000;

    // The call of this thread that was left alone to see whether it awaits it.
    [ThreadStatic]
    private static IPolledRequest? t_probe;

    [ThreadStatic]
    private static long t_probeId;

    // How many calls of this thread are still taken to be of a burst.
    [ThreadStatic]
    private static int t_burst;

    // Callers whose answers this thread has read wait in its queue.
    [ThreadStatic]
    private static bool t_yields;

    private readonly bool _isAllowed = options.SpinPolicy is not SpinPolicy.Never && Environment.ProcessorCount > 1;
    private readonly SpinBudget _spin = new(options.SpinPolicy, Environment.ProcessorCount);
    private uint _calls;
    private int _watchers;

    /// <summary>Sees to it that the answer of a request that was just sent is read: by this thread, if it comes soon.</summary>
    /// <param name="worker">The worker.</param>
    /// <param name="method">The method.</param>
    /// <param name="call">The call, where its caller may look for the answer.</param>
    /// <param name="callId">The id that the call had when it was sent: it may serve another by now.</param>
    /// <param name="wasIdle">Whether the worker had nothing else.</param>
    public void Await(WorkerProcess worker, PoolMethod method, IPolledRequest? call, long callId, bool wasIdle)
    {
        AnswerReader reader = worker.Calls.Reader;
        if (call is null)
        {
            reader.EnsureRead();
        }
        else if (t_yields || IsInBurst() || !ShouldPoll(worker, method, wasIdle))
        {
            t_yields = false;
            Leave(reader);
        }
        else if (wasIdle && ++_calls % ProbeEvery == 0)
        {
            t_probe = call;
            t_probeId = callId;
            Leave(reader);
        }
        else if (!reader.IsHeld)
        {
            t_yields = reader.Poll(call, _spin) && Thread.CurrentThread.IsThreadPoolThread;
        }
        else if (Interlocked.Increment(ref _watchers) <= Environment.ProcessorCount - 2)
        {
            // Whoever watches keeps a core, and the worker and the caller that reads need two.
            reader.Poll(call, _spin);
            Interlocked.Decrement(ref _watchers);
        }
        else
        {
            Interlocked.Decrement(ref _watchers);
            Leave(reader);
        }
    }

    /// <summary>Reads answers for a moment, so that a worker that does short calls gets room for the next. False when it is not worth it.</summary>
    public bool MakeRoom(WorkerRequest request, WorkerProcess[] workers, int attempt)
    {
        if (!_isAllowed || workers.Length == 0 || request.ExpectedNanoseconds is not (< 5_000 and var _))
            return false;
        foreach (WorkerProcess worker in workers)
        {
            if (worker.Calls.IsPollable)
                worker.Calls.Reader.ReadNow();
        }
        if (attempt < PausedAttempts)
            Thread.SpinWait(16);
        else
            Thread.Yield();
        return true;
    }

    private static void Leave(AnswerReader reader)
    {
        // Only a burst leaves so many unread.
        if (reader.EnsureRead() && t_burst > 0)
            t_burst = BurstCalls;
    }

    private static bool IsInBurst()
    {
        if (t_probe is { } probe)
        {
            t_probe = null;
            if (!probe.HasEnded && probe.CallId == t_probeId)
                t_burst = BurstCalls;
        }
        t_burst = Math.Max(t_burst - 1, 0);
        return t_burst > 0;
    }

    private bool ShouldPoll(WorkerProcess worker, PoolMethod method, bool wasIdle)
    {
        if (!_isAllowed || !worker.Calls.IsPollable || method.ExpectedNanoseconds is not { } expected || expected > LongestCallNanoseconds)
            return false;
        return wasIdle || worker.Calls.Load.Nanoseconds <= LongestCallNanoseconds;
    }
}
