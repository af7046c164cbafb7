namespace ParallelGen.Generator.Model;

/// <summary>The type that contains marked methods.</summary>
/// <param name="Namespace">Its namespace, escaped; empty for the global one.</param>
/// <param name="Reference">How documentation refers to it.</param>
/// <param name="DisplayName">Its name for people.</param>
/// <param name="ExtensionsClass">The class of the extension methods.</param>
/// <param name="HintName">The name of its file, without the ending.</param>
internal sealed record HomeModel(string Namespace, string Reference, string DisplayName, string ExtensionsClass, string HintName);
