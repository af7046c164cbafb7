namespace ParallelGen.Generator.Model;

/// <summary>A <see cref="List{T}"/> of bytes: what a byte array is, too.</summary>
internal sealed record ByteListCodec(string Type, string Name) : CodecModel(Type, Name);
