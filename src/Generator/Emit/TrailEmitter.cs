namespace ParallelGen.Generator.Emit;

/// <summary>
/// Prints what tells an exception its way through a value. It stands in filters, so that what does not fail runs through no more than
/// the assignment of a local.
/// </summary>
internal static class TrailEmitter
{
    private const string Trail = "global::ParallelGen.Encoding.MemberTrail.";

    public static void Open(SourceWriter source) => source.Lines("string member = \"\";").Open("try");

    public static void At(SourceWriter source, string member) => source.Lines($"member = \"{member.TrimStart('@')}\";");

    public static void CloseMember(SourceWriter source, string title, string owner) => Close(source, $"Note(exception, {owner}, \"{title}\", member)");

    public static void CloseElement(SourceWriter source) => Close(source, "NoteElement(exception, index)");

    public static void CloseEntry(SourceWriter source) => Close(source, "NoteEntry(exception, key)");

    private static void Close(SourceWriter source, string note) => source
        .Close()
        .Open($"catch (global::System.Exception exception) when ({Trail}{note})")
        .Lines("throw;")
        .Close();
}
