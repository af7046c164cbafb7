namespace ParallelGen.Generator.Model;

/// <summary>A <see cref="Nullable{T}"/>: nil, or the value.</summary>
internal sealed record NullableCodec(string Type, string Name, ValueModel Value) : CodecModel(Type, Name);
