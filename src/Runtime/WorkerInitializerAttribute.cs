namespace ParallelGen;

/// <summary>
/// Marks a static method that prepares a worker: it runs once in each worker, replacements included, before any call. What it makes stays in
/// statics, which marked methods may then use.
/// </summary>
/// <remarks>
/// <para>A method with parameters runs where a pool's options say with which arguments. For <c>LoadModel(string path)</c> the source generator
/// writes <c>options.UseLoadModel(path)</c>, an extension method that returns the options. The arguments are read there and then. A method without
/// parameters runs in the workers of every pool.</para>
/// <para>Several run in the order in which they are declared, whatever the order in which the options name them. A worker is ready when all have
/// ended, and that within <see cref="ProcessPoolOptions.StartTimeout"/>. Where one throws, takes too long or ends its process, the worker is given up
/// with a <see cref="WorkerStartException"/>; it is started again when the next call needs it.</para>
/// <para>The method must be an ordinary static method that is at least <see langword="internal"/>, and must return nothing, or a task. A
/// <see cref="CancellationToken"/> parameter is cancelled at the start timeout, and the process killed
/// <see cref="ProcessPoolOptions.CancellationGracePeriod"/> after that.</para>
/// </remarks>
[AttributeUsage(AttributeTargets.Method, Inherited = false)]
public sealed class WorkerInitializerAttribute : Attribute;
