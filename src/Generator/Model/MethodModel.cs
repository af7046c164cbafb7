namespace ParallelGen.Generator.Model;

/// <summary>A marked method that can run in the pool.</summary>
/// <param name="Home">The type that contains it.</param>
/// <param name="Id">A hash of its signature.</param>
/// <param name="ClassName">The generated class that knows it on both sides.</param>
/// <param name="DisplayName">Its name for people, with its type: <c>Work.Double</c>.</param>
/// <param name="Target">How generated code calls it.</param>
/// <param name="DocumentationId">Its name in documentation.</param>
/// <param name="IsPublic">Whether code outside the assembly may call it.</param>
/// <param name="Attributes">The attributes that its shapes carry too, each in its brackets.</param>
/// <param name="SilencedDiagnostics">The diagnostics that a use of the method gives, which is for the shapes' callers to hear.</param>
/// <param name="TimeoutMilliseconds">The attribute's time limit; 0 means none.</param>
/// <param name="MaxAttempts">How often it may run for one call; 1 where it is not idempotent.</param>
/// <param name="Parameters">Its parameters in its own order.</param>
/// <param name="Result">Its result, or null.</param>
/// <param name="IsAwaited">Whether it returns a task.</param>
/// <param name="IsForgiven">Whether that task may be null, as far as the method's signature says.</param>
/// <param name="Maps">The ways to map it.</param>
/// <param name="Shapes">The extension methods.</param>
/// <param name="Codecs">The codecs that its arguments and result need.</param>
/// <param name="IsInitializer">Whether it runs when a worker starts, instead of for calls.</param>
internal sealed record MethodModel(
    HomeModel Home,
    ulong Id,
    string ClassName,
    string DisplayName,
    string Target,
    string DocumentationId,
    bool IsPublic,
    EquatableArray<string> Attributes,
    EquatableArray<string> SilencedDiagnostics,
    int TimeoutMilliseconds,
    int MaxAttempts,
    EquatableArray<ParameterModel> Parameters,
    ValueModel? Result,
    bool IsAwaited,
    bool IsForgiven,
    EquatableArray<MapModel> Maps,
    EquatableArray<ShapeModel> Shapes,
    EquatableArray<CodecModel> Codecs,
    bool IsInitializer = false)
{
    /// <summary>The parameters that travel, in order.</summary>
    public IEnumerable<ValueModel> Arguments => Parameters.Where(static p => p.Value is not null).Select(static p => p.Value!);

    public bool ObservesCancellation => Parameters.Any(static p => p.Value is null);
}
