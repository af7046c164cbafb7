namespace ParallelGen.Generator;

/// <summary>The names of the generator's steps, for the tests that assert why each one ran.</summary>
internal static class TrackingNames
{
    public const string Assembly = nameof(Assembly);
    public const string Methods = nameof(Methods);
    public const string Initializers = nameof(Initializers);
    public const string Cleanups = nameof(Cleanups);
    public const string Containers = nameof(Containers);
    public const string ContainerSources = nameof(ContainerSources);
    public const string MethodTable = nameof(MethodTable);
    public const string RemoteExceptions = nameof(RemoteExceptions);
}
