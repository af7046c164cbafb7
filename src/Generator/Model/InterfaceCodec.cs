namespace ParallelGen.Generator.Model;

/// <summary>A collection interface, which travels as the collection that stands for it.</summary>
/// <param name="Concrete">The collection that is written, and that the reader gets.</param>
/// <param name="IsArray">Whether that is an array.</param>
internal sealed record InterfaceCodec(string Type, string Name, ValueModel Concrete, bool IsArray) : CodecModel(Type, Name);
