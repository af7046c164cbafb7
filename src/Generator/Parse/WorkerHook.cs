using Microsoft.CodeAnalysis;

namespace ParallelGen.Generator.Parse;

/// <summary>The attribute of a method that runs when a worker starts or retires: <c>[WorkerInitializer]</c> or <c>[WorkerCleanup]</c>.</summary>
internal readonly struct WorkerHook(AttributeData data)
{
    public const string InitializerMetadataName = MarkerAttribute.Namespace + "." + Initializer;
    public const string CleanupMetadataName = MarkerAttribute.Namespace + "." + Cleanup;

    private const string Initializer = "WorkerInitializerAttribute";
    private const string Cleanup = "WorkerCleanupAttribute";

    public AttributeData Data { get; } = data;

    public bool IsCleanup => Data.AttributeClass!.Name == Cleanup;

    /// <summary>The attribute's name in a message.</summary>
    public string Name => IsCleanup ? "WorkerCleanup" : "WorkerInitializer";

    /// <summary>Whether the compilation knows one of the attributes, so that it is worth looking for them.</summary>
    public static bool IsKnown(Compilation compilation) =>
        !compilation.GetTypesByMetadataName(InitializerMetadataName).IsEmpty || !compilation.GetTypesByMetadataName(CleanupMetadataName).IsEmpty;

    /// <summary>The attribute of a method, if it has one.</summary>
    public static WorkerHook? Of(IMethodSymbol method)
    {
        foreach (AttributeData attribute in method.GetAttributes())
        {
            if (IsHook(attribute))
                return new(attribute);
        }

        return null;
    }

    /// <summary>Whether a method has both attributes.</summary>
    public static bool AreBothOf(IMethodSymbol method) => method.GetAttributes().Count(IsHook) > 1;

    private static bool IsHook(AttributeData attribute) =>
        attribute.AttributeClass is { Name: Initializer or Cleanup } type && MarkerAttribute.IsOurs(type);
}
