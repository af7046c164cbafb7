namespace ParallelGen.Generator.Model;

/// <summary>A collection whose unmanaged elements lie in one piece of memory, and travel so.</summary>
/// <param name="Nothing">The condition under which there is no collection; empty where there always is one.</param>
/// <param name="Span">The elements of <c>value</c> as a span.</param>
/// <param name="Items">The array that the reader gets.</param>
/// <param name="Finished">The collection, made of the array <c>made</c>.</param>
internal sealed record BlockCodec(
    string Key, string Type, string Name, bool IsValueType, string Nothing, string Span, ValueModel Items, string Finished)
    : CodecModel(Key, Type, Name, IsValueType);
