namespace ParallelGen.Generator.Model;

/// <summary>The exception types that an assembly registers.</summary>
internal sealed record RemoteExceptionTableModel(string Namespace, EquatableArray<RemoteExceptionModel> Exceptions);
