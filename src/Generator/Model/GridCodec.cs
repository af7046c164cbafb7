namespace ParallelGen.Generator.Model;

/// <summary>An array of several dimensions: their lengths, then the elements, the last index running fastest.</summary>
/// <param name="Element">The element.</param>
/// <param name="Items">The array of one dimension that holds the elements.</param>
/// <param name="Rank">The number of dimensions.</param>
/// <param name="IsBlock">Whether the elements travel as one block.</param>
/// <param name="Made">Makes it of <c>length0</c>, <c>length1</c> and so on.</param>
internal sealed record GridCodec(string Key, string Type, string Name, ValueModel Element, ValueModel Items, int Rank, bool IsBlock, string Made)
    : CodecModel(Key, Type, Name, IsValueType: false);
