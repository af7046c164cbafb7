namespace ParallelGen.Generator.Emit;

/// <summary>The names that generated code refers to.</summary>
internal static class Names
{
    public const string Services = "global::ParallelGen.CompilerServices.";
    public const string Unit = Services + "Unit";
    public const string Writer = "ref global::ParallelGen.Encoding.WireWriter writer";
    public const string Reader = "ref global::ParallelGen.Encoding.WireReader reader";
    public const string WriterType = "global::ParallelGen.Encoding.WireWriter";
    public const string Span = "global::System.Span";
    public const string ReadOnlySpan = "global::System.ReadOnlySpan";

    public static readonly string GeneratedCode =
        $"[global::System.CodeDom.Compiler.GeneratedCode(\"{Parse.GeneratedCode.Tool}\", \"{typeof(Names).Assembly.GetName().Version.ToString(3)}\")]";

    /// <summary>The type that carries a number of values: none, itself, or a tuple.</summary>
    public static string Bundle(IEnumerable<string> types)
    {
        string[] all = [.. types];
        return all.Length switch
        {
            0 => Unit,
            1 => all[0],
            _ => $"({string.Join(", ", all)})",
        };
    }

    /// <summary>One of the values that a bundle carries.</summary>
    public static string Unbundle(string bundle, int index, int count) => count == 1 ? bundle : $"{bundle}.Item{index + 1}";
}
