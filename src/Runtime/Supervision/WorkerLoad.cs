namespace ParallelGen.Supervision;

/// <summary>
/// How many requests a worker has, and how long they will probably take together. Two numbers in one word, so that one atomic addition
/// changes both.
/// </summary>
internal readonly struct WorkerLoad
{
    // 48 bits hold three days of nanoseconds.
    private const int NanosecondBits = 48;
    private const long LongestShare = 10_000_000_000; // what nobody knows counts as ten seconds: nothing is sent to wait behind it

    private readonly long _packed;

    private WorkerLoad(long packed) => _packed = packed;

    public int Count => (int)(_packed >> NanosecondBits);

    public long Nanoseconds => _packed & ((1L << NanosecondBits) - 1);

    /// <summary>The share of one request.</summary>
    public static WorkerLoad Of(long? expectedNanoseconds) =>
        new((1L << NanosecondBits) + Math.Clamp(expectedNanoseconds ?? LongestShare, 0, LongestShare));

    public static WorkerLoad Read(ref long load) => new(Volatile.Read(ref load));

    /// <summary>Adds the share; a full fence.</summary>
    /// <returns>The load without it.</returns>
    public WorkerLoad AddTo(ref long load) => new(Interlocked.Add(ref load, _packed) - _packed);

    /// <summary>Takes the share away; a full fence.</summary>
    /// <returns>The load that is left.</returns>
    public WorkerLoad TakeFrom(ref long load) => new(Interlocked.Add(ref load, -_packed));
}
