using ParallelGen.Generator.Model;

namespace ParallelGen.Generator.Emit;

/// <summary>Prints the bodies of the codec of a record, class, struct or tuple.</summary>
internal static class ObjectEmitter
{
    public static void EmitWrite(SourceWriter source, ObjectCodec codec, ValueEmitter values)
    {
        if (codec.Shape is ObjectShape.OpenClass)
        {
            // What a derived class adds would be lost without a word.
            source
                .Lines($"if (value.GetType() != typeof({codec.Type}))")
                .Continue($"throw new global::ParallelGen.CallSerializationException(\"A \" + value.GetType() + \" can't travel as \" + typeof({codec.Type}) + \": its own members would be lost.\");");
        }

        source.Lines($"writer.WriteObjectHeader({codec.Members.Count});");
        foreach (MemberModel member in codec.Members)
            source.Lines(values.Write(member.Value, "value." + member.Name));
        source.Lines("writer.Leave();");
    }

    public static void EmitRead(SourceWriter source, ObjectCodec codec, ValueEmitter values)
    {
        source.Lines($"reader.ReadObjectHeader({codec.Members.Count});");
        for (int i = 0; i < codec.Members.Count; i++)
            source.Lines($"{codec.Members[i].Value.Type} {Local(i)} = {values.Read(codec.Members[i].Value)};");
        source.Lines("reader.Leave();");

        string arguments = string.Join(", ", codec.Arguments.Select(static a => Local(a.Member) + (a.IsForgiven ? "!" : "")));
        string made = codec.Shape is ObjectShape.Tuple ? $"({arguments})" : $"new {codec.Type}({arguments})";
        string[] set =
        [
            .. codec.Members.Select(static (m, i) => m.IsInitialized ? $"{m.Name} = {Local(i)}" : null).OfType<string>(),
        ];
        source.Lines(set.Length == 0 ? $"return {made};" : $"return {made} {{ {string.Join(", ", set)} }};");
    }

    private static string Local(int member) => "member" + (member + 1);
}
