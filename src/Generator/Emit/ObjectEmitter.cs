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
                .Continue($"throw new global::ParallelGen.CallSerializationException(\"A \" + value.GetType() + \" can't travel as \" + typeof({codec.Type}) + \": its own members would be lost. Name it with [JsonDerivedType] on that.\");");
        }

        bool hasTrail = codec.Members.Any(static m => m.CanThrow || m.Value.HasParts);
        if (hasTrail)
            TrailEmitter.Open(source);
        EmitHeader(source, codec);
        int index = 0;
        foreach (MemberModel member in codec.Members)
        {
            if (hasTrail && (member.CanThrow || member.Value.HasParts))
                TrailEmitter.At(source, member.Name);
            EmitKey(source, codec.Layout, member, ref index);
            source.Lines(values.Write(member.Value, "value." + member.Name));
        }

        source.Lines("writer.Leave();");
        if (hasTrail)
            TrailEmitter.CloseMember(source, codec.Title, codec.IsValueType ? "null" : "value");
    }

    public static void EmitRead(SourceWriter source, ObjectCodec codec, ValueEmitter values)
    {
        bool hasTrail = codec.CanThrow || codec.Members.Any(static m => m.Value.HasParts);
        if (hasTrail)
            TrailEmitter.Open(source);
        switch (codec.Layout)
        {
            case ObjectLayout.Array:
                EmitReadArray(source, codec, values, hasTrail);
                break;
            case ObjectLayout.IndexedArray:
                EmitReadIndexedArray(source, codec, values, hasTrail);
                break;
            default:
                EmitReadMap(source, codec, values, hasTrail);
                break;
        }

        source.Lines("reader.Leave();");
        if (hasTrail)
            TrailEmitter.At(source, "");
        EmitMake(source, codec);
        if (hasTrail)
            TrailEmitter.CloseMember(source, codec.Title, "null");
    }

    private static void EmitHeader(SourceWriter source, ObjectCodec codec)
    {
        int count = codec.Layout is ObjectLayout.IndexedArray ? LengthOf(codec) : codec.Members.Count;
        if (codec.Layout is ObjectLayout.Map)
            source.Lines($"writer.WriteMapHeader({count});").Lines("writer.Enter();");
        else
            source.Lines($"writer.WriteObjectHeader({count});");
    }

    private static void EmitKey(SourceWriter source, ObjectLayout layout, MemberModel member, ref int index)
    {
        if (layout is ObjectLayout.Map)
        {
            source.Lines($"writer.WriteKey({Utf8(member.Key)});");
        }
        else if (layout is ObjectLayout.IndexedArray)
        {
            for (int key = IndexOf(member); index < key; index++)
                source.Lines("writer.WriteNil();");
            index++;
        }
    }

    private static void EmitReadArray(SourceWriter source, ObjectCodec codec, ValueEmitter values, bool hasTrail)
    {
        source.Lines($"reader.ReadObjectHeader({codec.Members.Count});");
        for (int i = 0; i < codec.Members.Count; i++)
        {
            if (hasTrail && codec.Members[i].Value.HasParts)
                TrailEmitter.At(source, codec.Members[i].Name);
            source.Lines($"{codec.Members[i].Value.Type} {Local(i)} = {values.Read(codec.Members[i].Value)};");
        }
    }

    // A shorter array leaves members as they are by default, a longer one has members of a later version.
    private static void EmitReadIndexedArray(SourceWriter source, ObjectCodec codec, ValueEmitter values, bool hasTrail)
    {
        EmitLocals(source, codec);
        source.Lines("int count = reader.ReadArrayHeader();").Lines("reader.Enter();").Open("for (int index = 0; index < count; index++)").Open("switch (index)");
        for (int i = 0; i < codec.Members.Count; i++)
            EmitCase(source, $"case {codec.Members[i].Key}:", codec, i, values, hasTrail);
        source.Lines("default:").Continue("reader.Skip();\nbreak;").Close().Close();
    }

    private static void EmitReadMap(SourceWriter source, ObjectCodec codec, ValueEmitter values, bool hasTrail)
    {
        EmitLocals(source, codec);
        source.Open("for (int left = reader.EnterMap(); left > 0; left--)").Lines($"{Names.ReadOnlySpan}<byte> key = reader.ReadKey();");
        for (int i = 0; i < codec.Members.Count; i++)
        {
            source.Open($"{(i > 0 ? "else " : "")}if (global::System.MemoryExtensions.SequenceEqual(key, {Utf8(codec.Members[i].Key)}))");
            EmitAssignment(source, codec, i, values, hasTrail);
            source.Close();
        }

        source.Lines(codec.Members.Count > 0 ? "else" : "").Continue("reader.Skip();").Close();
    }

    private static void EmitLocals(SourceWriter source, ObjectCodec codec)
    {
        for (int i = 0; i < codec.Members.Count; i++)
        {
            if (IsRead(codec, i))
                source.Lines($"{codec.Members[i].Value.Type} {Local(i)} = default!;");
        }
    }

    private static void EmitCase(SourceWriter source, string label, ObjectCodec codec, int i, ValueEmitter values, bool hasTrail)
    {
        source.Lines(label).Open();
        EmitAssignment(source, codec, i, values, hasTrail);
        source.Lines("break;").Close();
    }

    private static void EmitAssignment(SourceWriter source, ObjectCodec codec, int i, ValueEmitter values, bool hasTrail)
    {
        MemberModel member = codec.Members[i];
        if (!IsRead(codec, i))
        {
            source.Lines("reader.Skip();");
            return;
        }

        if (hasTrail && member.Value.HasParts)
            TrailEmitter.At(source, member.Name);
        source.Lines($"{Local(i)} = {values.Read(member.Value)};");
    }

    private static void EmitMake(SourceWriter source, ObjectCodec codec)
    {
        string arguments = string.Join(", ", codec.Arguments.Select(static a => (a.Name.Length > 0 ? a.Name + ": " : "") + Local(a.Member) + (a.IsForgiven ? "!" : "")));
        string made = codec.Shape is ObjectShape.Tuple ? $"({arguments})" : $"new {codec.Type}({arguments})";
        string[] set =
        [
            .. codec.Members.Select(static (m, i) => m.IsInitialized ? $"{m.Name} = {Local(i)}" : null).OfType<string>(),
        ];
        source.Lines(set.Length == 0 ? $"return {made};" : $"return {made} {{ {string.Join(", ", set)} }};");
    }

    // What is only for others to read, as a property that is computed, is passed over.
    private static bool IsRead(ObjectCodec codec, int member) => codec.Members[member].IsInitialized || codec.Arguments.Any(a => a.Member == member);

    private static int LengthOf(ObjectCodec codec) => codec.Members.Count == 0 ? 0 : IndexOf(codec.Members[codec.Members.Count - 1]) + 1;

    private static int IndexOf(MemberModel member) => int.Parse(member.Key, System.Globalization.CultureInfo.InvariantCulture);

    private static string Utf8(string text) => Microsoft.CodeAnalysis.CSharp.SymbolDisplay.FormatLiteral(text, quote: true) + "u8";

    private static string Local(int member) => "member" + (member + 1);
}
