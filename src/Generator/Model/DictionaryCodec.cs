namespace ParallelGen.Generator.Model;

/// <summary>A <see cref="Dictionary{TKey, TValue}"/>.</summary>
internal sealed record DictionaryCodec(string Type, string Name, ValueModel Key, ValueModel Value) : CodecModel(Type, Name);
