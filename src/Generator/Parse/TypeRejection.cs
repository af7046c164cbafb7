namespace ParallelGen.Generator.Parse;

/// <summary>Why a type can't cross the boundary.</summary>
/// <param name="Path">The members that lead to the type, and the type: <c>Order.Customer.Avatar: System.IO.Stream</c>.</param>
/// <param name="Reason">The reason, with a remedy.</param>
internal sealed record TypeRejection(string Path, string Reason);
