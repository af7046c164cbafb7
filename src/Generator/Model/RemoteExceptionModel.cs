namespace ParallelGen.Generator.Model;

/// <summary>An exception type that comes back as itself.</summary>
/// <param name="RuntimeName">Its full name, as the runtime has it: <c>App.Shop+OutOfStock</c>.</param>
/// <param name="TypeName">As code names it.</param>
/// <param name="TakesInner">Whether its constructor takes an inner exception beside the message.</param>
internal sealed record RemoteExceptionModel(string RuntimeName, string TypeName, bool TakesInner);
