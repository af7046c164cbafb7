namespace ParallelGen.Generator.Model;

/// <summary>A collection interface, which travels as the collection that stands for it.</summary>
/// <param name="Concrete">The collection that is written, and that the reader gets.</param>
/// <param name="Copy">Makes that collection of any other <c>value</c>.</param>
internal sealed record InterfaceCodec(string Key, string Type, string Name, ValueModel Concrete, string Copy)
    : CodecModel(Key, Type, Name, IsValueType: false);
