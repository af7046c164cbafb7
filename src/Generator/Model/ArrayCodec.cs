namespace ParallelGen.Generator.Model;

/// <summary>An array whose elements are written one by one.</summary>
internal sealed record ArrayCodec(string Type, string Name, ValueModel Element) : CodecModel(Type, Name);
