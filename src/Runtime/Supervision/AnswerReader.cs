using System.Diagnostics;
using ParallelGen.Platform;
using ParallelGen.Transport.SharedMemory;

namespace ParallelGen.Supervision;

/// <summary>
/// Who reads a worker's answers. Reading is a baton: at any time one thread has it, either the worker's own thread in this process (the
/// pump), which sleeps until the worker rings, or a caller that has just sent a request and looks for the answer for a moment before it
/// would cost two wake-ups. No user's continuation runs while it is held.
/// </summary>
/// <remarks>
/// The invariant: while answers are awaited and nobody holds the baton, the connection is armed, or somebody was woken who takes it. Who
/// lays it down looks whether answers are awaited after that (a full fence between), and arms; who sends counts the request first, then
/// looks whether somebody holds the baton, and else arms. Arming looks into the ring once more: an answer that came just before rings nobody.
/// </remarks>
internal sealed class AnswerReader(Connection calls, WorkerCalls worker)
{
    private const int Free = 0;
    private const int Held = 1;
    private const int Ended = 2;

    // A caller that goes on finding answers of others leaves them after so many rounds, and returns to its own work.
    private const int MostRounds = 4;

    private const int InPassing = 16;

    private int _baton;

    /// <summary>Whether somebody has the baton.</summary>
    public bool IsHeld => Volatile.Read(ref _baton) != Free;

    /// <summary>Reads answers as they come, until the worker is gone; then what is left of them. On the worker's own thread.</summary>
    public void Pump()
    {
        // Of a broken connection the rest is never taken, and does not let it wait.
        while (!worker.IsBroken && calls.Wait())
        {
            Failpoint.Hit("parent.woken");
            if (TryTake())
            {
                List<WorkerRequest>? settled = worker.ReadAnswers();
                LayDown(settled, isPump: true);
            }
        }
        var spin = new SpinWait();
        while (Interlocked.CompareExchange(ref _baton, Ended, Free) != Free)
            spin.SpinOnce();
        WorkerCalls.Settle(worker.ReadAnswers());
    }

    /// <summary>
    /// Looks for the answer of a request that this thread has just sent, until that is there, or that of another, whose caller may be waiting
    /// for this thread.
    /// </summary>
    /// <returns>Whether answers of others were read as well as its own.</returns>
    public bool Poll(IPolledRequest request, SpinBudget spin)
    {
        int microseconds = spin.NextMicroseconds();
        if (microseconds == 0)
        {
            EnsureRead();
            return false;
        }
        List<WorkerRequest>? settled = null;
        long end = 0, before = worker.Answered;
        bool hasBaton = false, hasYielded = false, hasRead = false;
        int looks = spin.Looks;
        while (!request.IsSettled && worker.AwaitsAnswers)
        {
            hasBaton = hasBaton || TryTake();
            if (hasBaton && calls.HasFrame)
            {
                WorkerCalls.Collect(ref settled, worker.ReadAnswers());
                hasRead = true;
                break;
            }
            if (looks-- > 0)
            {
                Pause.Look();
                continue;
            }
            // The core is offered to whoever needs it: perhaps the worker.
            Pause.Yield();
            if (hasYielded || spin.SharesCore)
                calls.LeavePeersCore();
            hasYielded = true;
            looks = spin.Looks;
            long now = Stopwatch.GetTimestamp();
            if (end == 0)
                end = now + (microseconds * (Stopwatch.Frequency / 1_000_000));
            else if (now > end)
                break;
        }
        bool isSettled = request.IsSettled;
        if (isSettled || hasRead)
            spin.OnFound(hasYielded);
        else
            spin.OnMissed();
        bool readOthers = isSettled && hasRead && worker.Answered - before > 1;
        if (hasBaton)
            LayDown(settled, isPump: false);
        else if (!isSettled)
            EnsureRead();
        return readOthers;
    }

    /// <summary>Whether answers are there that are not read to their end.</summary>
    public bool HasUnread => calls.HasFrame;

    /// <summary>Whether answers are there, and nobody reads them.</summary>
    public bool HasLeft => calls.HasFrame && !IsHeld;

    /// <summary>Reads what is there, if nobody else does.</summary>
    public void ReadNow()
    {
        if (calls.HasFrame && TryTake())
            LayDown(worker.ReadAnswers(), isPump: false);
    }

    /// <summary>Sees to it that somebody reads the answer of a request that was just sent.</summary>
    /// <returns>Whether this thread has read answers in passing.</returns>
    public bool EnsureRead()
    {
        if (!calls.IsPollable || IsHeld)
            return false;
        // In a burst of calls the caller reads answers in passing, some at a time: reading each would cost more than it does to wake the pump.
        bool reads = worker.Load.Count >= InPassing && calls.HasFrame;
        if ((!reads && (calls.IsArmed || calls.Arm())) || !TryTake())
            return false;
        LayDown(worker.ReadAnswers(), isPump: false);
        return true;
    }

    private bool TryTake()
    {
        if (Volatile.Read(ref _baton) != Free || Interlocked.CompareExchange(ref _baton, Held, Free) != Free)
            return false;
        calls.Disarm();
        return true;
    }

    private void LayDown(List<WorkerRequest>? settled, bool isPump)
    {
        for (int round = 1; ; round++)
        {
            Volatile.Write(ref _baton, Free);
            Interlocked.MemoryBarrier();
            if (!worker.AwaitsAnswers || calls.Arm() || !TryTake())
                break;
            if (!isPump && round > MostRounds)
            {
                Volatile.Write(ref _baton, Free);
                worker.ReadSoon();
                break;
            }
            WorkerCalls.Collect(ref settled, worker.ReadAnswers());
        }
        WorkerCalls.Settle(settled);
        worker.OnRead();
    }
}
