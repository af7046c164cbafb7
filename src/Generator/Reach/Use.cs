using Microsoft.CodeAnalysis;

namespace ParallelGen.Generator.Reach;

/// <summary>One place in a body at which it touches what a worker does not share with its caller.</summary>
internal readonly record struct Use(UseKind Kind, ISymbol Symbol, Location Location);
