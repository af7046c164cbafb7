namespace ParallelGen.Generator.Model;

/// <summary>A <see cref="Nullable{T}"/>: nil, or the value.</summary>
internal sealed record NullableCodec(string Key, string Type, string Name, ValueModel Value) : CodecModel(Key, Type, Name, IsValueType: true);
