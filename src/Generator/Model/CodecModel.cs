namespace ParallelGen.Generator.Model;

/// <summary>A type that needs a generated pair of methods to be written and read.</summary>
/// <param name="Key">The identity of the codec: the type, and what makes it travel differently in some places.</param>
/// <param name="Type">The type as code names it, without a <c>?</c> at its end.</param>
/// <param name="Name">A name for people; not unique.</param>
/// <param name="IsValueType">Whether there is no null.</param>
internal abstract record CodecModel(string Key, string Type, string Name, bool IsValueType);
