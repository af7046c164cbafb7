namespace ParallelGen.Generator.Model;

/// <summary>All that is generated for the marked methods and the worker initializers of one type: one file.</summary>
/// <param name="Home">The type.</param>
/// <param name="HintName">The name of the file, unlike any other's even where case does not count.</param>
/// <param name="Methods">Its methods, by their classes' names.</param>
/// <param name="Codecs">The codecs that they share, each with a name of its own.</param>
internal sealed record ContainerModel(
    HomeModel Home, string HintName, EquatableArray<MethodModel> Methods, EquatableArray<CodecModel> Codecs)
{
    public bool IsPublic => Methods.Any(static m => m.IsPublic);

    /// <summary>Whether there is an extension method: initializers without arguments have none.</summary>
    public bool HasShapes => Methods.Any(static m => m.Shapes.Count > 0);
}
