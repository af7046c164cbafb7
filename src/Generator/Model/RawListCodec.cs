namespace ParallelGen.Generator.Model;

/// <summary>A <see cref="List{T}"/> that travels as one raw block.</summary>
internal sealed record RawListCodec(string Type, string Name, string Element) : CodecModel(Type, Name);
