namespace ParallelGen.Generator.Parse;

/// <summary>What a codec is called before it is known what it does.</summary>
/// <param name="Key">Its identity.</param>
/// <param name="Type">The type in code, without a <c>?</c> at its end.</param>
/// <param name="Name">A name for people.</param>
internal readonly record struct CodecIdentity(string Key, string Type, string Name);
