namespace ParallelGen.Generator.Model;

/// <summary>A record, class, struct or tuple.</summary>
/// <param name="Title">The name of the type in the paths of its members.</param>
/// <param name="Shape">How it is checked before it is written, and made after its members were read.</param>
/// <param name="Layout">How its members stand in the payload.</param>
/// <param name="Members">The members in the order in which they travel.</param>
/// <param name="Arguments">What its constructor takes.</param>
/// <param name="CanThrow">Whether more can fail than a payload can be malformed: code of the user's runs when it is read.</param>
internal sealed record ObjectCodec(
    string Key,
    string Type,
    string Name,
    string Title,
    ObjectShape Shape,
    ObjectLayout Layout,
    EquatableArray<MemberModel> Members,
    EquatableArray<ConstructorArgument> Arguments,
    bool CanThrow)
    : CodecModel(Key, Type, Name, IsValueType: Shape is ObjectShape.Struct or ObjectShape.Tuple);
