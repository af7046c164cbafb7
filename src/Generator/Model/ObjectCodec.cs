namespace ParallelGen.Generator.Model;

/// <summary>A record, class, struct or tuple: the array of its members.</summary>
/// <param name="Shape">How it is checked before it is written, and made after its members were read.</param>
/// <param name="Members">The members in the order in which they travel.</param>
/// <param name="Arguments">What its constructor takes.</param>
internal sealed record ObjectCodec(
    string Type, string Name, ObjectShape Shape, EquatableArray<MemberModel> Members, EquatableArray<ConstructorArgument> Arguments)
    : CodecModel(Type, Name);
