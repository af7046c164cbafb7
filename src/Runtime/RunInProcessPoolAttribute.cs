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
    /// limit. <see cref="PoolCallOptions.Timeout"/> and <see cref="MapOptions.Timeout"/> win over it.
    /// </summary>
    /// <remarks>
    /// A method without a <see cref="CancellationToken"/> parameter is killed with its worker at the deadline. One that has it sees the
    /// token cancelled at the deadline, and is killed after <see cref="ProcessPoolOptions.CancellationGracePeriod"/>.
    /// </remarks>
    public int TimeoutMilliseconds { get; set; }
}
