using System.Diagnostics;

namespace ParallelGen.Diagnostics;

/// <summary>
/// How long the stages of one call or chunk took. There is one only while somebody listens; its stages follow one another, so that one thread
/// at a time uses it.
/// </summary>
internal sealed class CallTimes(string method, bool isChunk)
{
    private readonly long _submittedAt = Stopwatch.GetTimestamp();
    private long _stageStart;
    private long _encodeTicks;
    private long _runTicks;
    private long _decodeTicks;
    private bool _isAnswered;

    public void BeginEncode() => _stageStart = Stopwatch.GetTimestamp();

    public void EndEncode() => _encodeTicks += Stopwatch.GetTimestamp() - _stageStart;

    public void OnSent(long bytes) => CountBytes(bytes, "transmit");

    /// <param name="claimedAt">When the worker claimed it.</param>
    /// <param name="nanoseconds">How long it ran, where the worker has measured that; else 0.</param>
    public void BeginDecode(long claimedAt, uint nanoseconds)
    {
        _stageStart = Stopwatch.GetTimestamp();
        _runTicks = nanoseconds > 0 ? (long)(nanoseconds * 1e-9 * Stopwatch.Frequency) : Math.Max(0, _stageStart - claimedAt);
    }

    public void EndDecode(long bytes)
    {
        _decodeTicks = Stopwatch.GetTimestamp() - _stageStart;
        _isAnswered = true;
        CountBytes(bytes, "receive");
    }

    /// <param name="outcome">What the failure is called; null where there is a result.</param>
    public void End(string? outcome) => Listeners.Tell(() => Record(outcome ?? "ok"));

    private void CountBytes(long bytes, string direction) =>
        Listeners.Tell(() => PoolInstruments.Bytes.Add(bytes, new("parallelgen.method", method), new("network.io.direction", direction)));

    private void Record(string outcome)
    {
        long total = Stopwatch.GetTimestamp() - _submittedAt;
        PoolInstruments.CallDuration.Record(Seconds(total), new("parallelgen.method", method), new("parallelgen.kind", isChunk ? "chunk" : "call"), new("parallelgen.outcome", outcome));
        if (!_isAnswered || !PoolInstruments.StageDuration.Enabled)
            return;
        Record("encode", _encodeTicks);
        // On its way and in queues on both sides: all that is nothing else.
        Record("queue", Math.Max(0, total - _encodeTicks - _runTicks - _decodeTicks));
        Record("run", _runTicks);
        Record("decode", _decodeTicks);
    }

    private void Record(string stage, long ticks) =>
        PoolInstruments.StageDuration.Record(Seconds(ticks), new("parallelgen.method", method), new("parallelgen.stage", stage));

    private static double Seconds(long ticks) => ticks / (double)Stopwatch.Frequency;
}
