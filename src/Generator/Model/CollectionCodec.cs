namespace ParallelGen.Generator.Model;

/// <summary>A collection with a capacity and an <c>Add</c> method.</summary>
internal sealed record CollectionCodec(string Type, string Name, ValueModel Element) : CodecModel(Type, Name);
