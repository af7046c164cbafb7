namespace ParallelGen.Generator.Tests.Testing;

/// <summary>What the rules know of the public face already, and the runtime does not have yet: attributes that the tests' programs declare themselves.</summary>
internal static class Announced
{
    /// <summary>The declarations that the runtime lacks.</summary>
    public static IReadOnlyList<string> Sources { get; } = [.. Missing()];

    private static IEnumerable<string> Missing()
    {
        foreach (string name in (string[])["WorkerInitializerAttribute", "WorkerCleanupAttribute"])
        {
            if (typeof(ProcessPool).Assembly.GetType("ParallelGen." + name) is null)
                yield return $"namespace ParallelGen; [System.AttributeUsage(System.AttributeTargets.Method)] internal sealed class {name} : System.Attribute;";
        }
    }
}
