namespace ParallelGen.Generator.Model;

/// <summary>A type that stands for a closed set of others: an array of the case's number and the value.</summary>
/// <param name="Cases">The types, those that derive from others before them.</param>
/// <param name="Remedy">How the user adds a case.</param>
internal sealed record UnionCodec(string Key, string Type, string Name, EquatableArray<UnionCase> Cases, string Remedy)
    : CodecModel(Key, Type, Name, IsValueType: false);
