using Microsoft.CodeAnalysis;

namespace ParallelGen.Generator.Reach;

/// <summary>A method of this compilation that a body calls, or hands on as a delegate.</summary>
/// <param name="Method">The method.</param>
/// <param name="Location">Where.</param>
/// <param name="Owner">The static that holds the object on which it is called, if one does.</param>
/// <param name="IsOnSelf">Whether it is called on the object on which the body itself runs.</param>
internal readonly record struct Call(IMethodSymbol Method, Location Location, ISymbol? Owner, bool IsOnSelf);
