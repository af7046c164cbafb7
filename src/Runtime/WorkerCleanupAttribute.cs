namespace ParallelGen;

/// <summary>
/// Marks a static method without parameters that runs when a worker retires in good order: when its pool is disposed or shut down while it has
/// nothing left to do, or when another takes its place. A worker that crashes or is killed runs nothing more.
/// </summary>
/// <remarks>
/// Several run in the reverse order of their declaration, each whether or not those before it threw; what they throw goes to the worker's standard error.
/// They may take <see cref="ProcessPoolOptions.ShutdownGracePeriod"/> together, after which the worker is killed. The method must be an ordinary
/// static method that is at least <see langword="internal"/>, and must return nothing, or a task.
/// </remarks>
[AttributeUsage(AttributeTargets.Method, Inherited = false)]
public sealed class WorkerCleanupAttribute : Attribute;
