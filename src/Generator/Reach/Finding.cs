using Microsoft.CodeAnalysis;

namespace ParallelGen.Generator.Reach;

/// <summary>Something that a method reaches, itself or through what it calls.</summary>
/// <param name="Kind">What is done.</param>
/// <param name="Symbol">With what.</param>
/// <param name="Location">Where, in the method itself, the way to it begins.</param>
/// <param name="Path">The way: <c>Resize -> Cache.Get -> s_cache</c>.</param>
internal readonly record struct Finding(UseKind Kind, ISymbol Symbol, Location Location, string Path);
