namespace ParallelGen.Generator.Model;

/// <summary>A type that needs a generated pair of methods to be written and read.</summary>
/// <param name="Type">The type as code names it, without a <c>?</c> at its end: the identity of the codec.</param>
/// <param name="Name">A name for people; not unique.</param>
internal abstract record CodecModel(string Type, string Name);
