using System.Diagnostics;
using ParallelGen.Platform;

namespace ParallelGen.Transport.SharedMemory;

/// <summary>The worker's side.</summary>
/// <param name="socket">A connected socket, which the connection owns from now on.</param>
/// <param name="segment">The segment that the parent handed over; the connection's from now on.</param>
/// <param name="maxPayloadBytes">The largest payload in either direction.</param>
/// <param name="spin">How long to poll for a frame before this side sleeps.</param>
internal sealed unsafe class WorkerConnection(LocalSocket socket, Segment segment, long maxPayloadBytes, SpinBudget spin)
    : SharedMemoryConnection(socket, segment, maxPayloadBytes, requests: null)
{
    private static readonly long s_ticksPerMicrosecond = Math.Max(1, Stopwatch.Frequency / 1_000_000);

    public override bool IsInPlace => Writer.IsInPlace;

    public override WireWriter BeginFrame(scoped in FrameHeader header)
    {
        Writer.Begin(header, isBehindOthers: false);
        return new WireWriter(Writer);
    }

    public override void EndFrame(ref WireWriter writer)
    {
        writer.Finish();
        if (Doorbell.IsClosed)
            throw new ConnectionLostException("The connection is closed.");
        Writer.TrySend();
    }

    public override void Flush() => Doorbell.Flush();

    /// <summary>Polls for a frame for a while, if that has been worth it lately, and then sleeps until the parent rings.</summary>
    public override bool Wait()
    {
        int microseconds = spin.NextMicroseconds();
        if (microseconds > 0)
        {
            if (TryPoll(microseconds))
                return true;
            spin.OnMissed();
        }
        Doorbell.Flush();
        Doorbell.Arm();
        bool isAlive = HasFrame || Doorbell.Wait();
        Doorbell.Disarm();
        return isAlive;
    }

    public override bool TryClaim(scoped in FrameHeader header)
    {
        if (header.Slot >= SharedWords.SlotCount)
            throw new ProtocolException($"There is no slot {header.Slot}.");
        RequestSlot* slot = Segment.Slot(header.Slot);
        // Before the word: who sees the claim sees when it was.
        if ((header.Flags & FrameFlags.Timed) != 0)
            Volatile.Write(ref slot->ClaimTime, Stopwatch.GetTimestamp());
        long sent = RequestSlot.SentWord(header.CallId);
        return Interlocked.CompareExchange(ref slot->ClaimWord, RequestSlot.ClaimedWord(header.CallId), sent) == sent;
    }

    public override long ClaimedAt(int slot, long callId) => throw new NotSupportedException("The parent asks that.");

    public override PayloadBuffer? TakeUnclaimed(int slot, long callId) => throw new NotSupportedException("The parent asks that.");

    private bool TryPoll(int microseconds)
    {
        long end = Stopwatch.GetTimestamp() + (microseconds * s_ticksPerMicrosecond);
        bool hasYielded = false;
        do
        {
            for (int look = spin.Looks; look > 0; look--)
            {
                if (HasFrame)
                {
                    spin.OnFound(hasYielded);
                    return true;
                }
                Pause.Look();
            }
            Pause.Yield();
            // By now a caller that looks for the answer has it.
            if (hasYielded)
                Doorbell.Flush();
            hasYielded = true;
            int core = CoreSpread.Current + 1;
            if (Segment.Shared->WorkerCore != core)
                Volatile.Write(ref Segment.Shared->WorkerCore, core);
        }
        while (Stopwatch.GetTimestamp() < end);
        return false;
    }
}
