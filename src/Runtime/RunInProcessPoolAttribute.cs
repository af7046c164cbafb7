namespace ParallelGen;

/// <summary>
/// Marks a static method that runs in the worker processes of a <see cref="ProcessPool"/>. The source generator writes typed call, map
/// and stream methods for it, as extension methods on <see cref="ProcessPool"/> in a class <c>&lt;Type&gt;PoolExtensions</c>.
/// </summary>
/// <remarks>
/// The method must be an ordinary static method that is at least <see langword="internal"/>, and every parameter and the result must be
/// of a type that can cross a process boundary; the compiler says where that is not so.
/// </remarks>
[AttributeUsage(AttributeTargets.Method, Inherited = false)]
public sealed class RunInProcessPoolAttribute : Attribute
{
    /// <summary>
    /// The base name of the generated methods; by default the method's own, without a trailing <c>Async</c>. A remedy where two methods
    /// would give the same generated signature.
    /// </summary>
    public string? Name { get; set; }

    /// <summary>
    /// How long one call, or one item of a map, may run, in milliseconds, counted from the moment when a worker takes it; 0 means no
    /// limit. <see cref="PoolCallOptions.Timeout"/> and <see cref="MapOptions.Timeout"/> win over it;
    /// <see cref="Timeout.InfiniteTimeSpan"/> there lifts it.
    /// </summary>
    /// <remarks>
    /// A method without a <see cref="CancellationToken"/> parameter is killed with its worker at the deadline. One that has it sees the
    /// token cancelled at the deadline, and is killed after <see cref="ProcessPoolOptions.CancellationGracePeriod"/>.
    /// </remarks>
    public int TimeoutMilliseconds { get; set; }

    /// <summary>
    /// Whether a second run after half a first does no harm, and gives the same as a single one. Only then may a call be run again that may
    /// have run: see <see cref="MaxAttempts"/>. Default false.
    /// </summary>
    public bool Idempotent { get; set; }

    /// <summary>
    /// How often an <see cref="Idempotent"/> method may run for one call, or one item of a map, whose worker crashed or that ran into its
    /// timeout. Default 1. Between two attempts is a pause: 50 ms, then twice as long each time, up to 5 s. An exception that the method
    /// throws is its answer, and no reason to try again.
    /// </summary>
    /// <remarks>
    /// The last attempt's failure is the call's: <see cref="PoisonCallException"/> after a crash, <see cref="CallTimeoutException"/> after a
    /// timeout. <see cref="RemoteCallInfo.Attempts"/> tells how each attempt ended. The arguments of such a call are encoded before the generated
    /// method returns, and kept until the call has ended; the items of a map are read again for each attempt, and must stay as they are until it completes.
    /// </remarks>
    public int MaxAttempts { get; set; } = 1;

    /// <summary>
    /// Whether a method <c>...OnEveryWorkerAsync</c> is generated, too, which makes one call on each worker of the pool and returns the results in the
    /// order of the workers' numbers. Default false.
    /// </summary>
    public bool EveryWorker { get; set; }
}
