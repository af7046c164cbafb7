namespace ParallelGen.Generator.Model;

/// <summary>A collection: the array of its elements, or the map of its entries.</summary>
/// <param name="Element">The element, or the key of an entry.</param>
/// <param name="Entry">The value of an entry; null where there are only elements.</param>
/// <param name="Shape">How it is gone through, and made again.</param>
internal sealed record CollectionCodec(
    string Key, string Type, string Name, bool IsValueType, ValueModel Element, ValueModel? Entry, CollectionShape Shape)
    : CodecModel(Key, Type, Name, IsValueType);
