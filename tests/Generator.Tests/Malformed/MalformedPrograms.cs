using ParallelGen.Generator.Tests.Testing;

namespace ParallelGen.Generator.Tests.Malformed;

/// <summary>The corpus of programs of which most are wrong in one way or another: those of the folder <c>Corpus</c>, as they are or put into a template.</summary>
internal static class MalformedPrograms
{
    private static readonly string s_folder = Path.Combine(Folders.Tests, "Malformed", "Corpus");

    private static readonly string s_declarations = File.ReadAllText(Path.Combine(s_folder, "Declarations.txt")).ReplaceLineEndings("\n");

    /// <summary>What each type is tried as.</summary>
    private static readonly string[] s_uses =
    [
        "public static class C { [RunInProcessPool] public static int M(# x) => 0; }",
        "public static class C { [RunInProcessPool] public static # M(int x) => default!; }",
        "public static class C { [RunInProcessPool] public static Task<#> M(List<#> x, int y = 0) => null!; }",
        "public static class C { [RunInProcessPool] public static int M(Order x) => 0; } public class Order { public Item? I { get; set; } } public record Item(#[] X, Dictionary<string, #>? Y);",
        "public static class C { [RunInProcessPool] public static void M((int, #) x, #? y, CancellationToken t) { } [WorkerInitializer] internal static void I(# x) { } }",
    ];

    /// <summary>All of them, in an order that does not change.</summary>
    public static IReadOnlyList<string> All { get; } =
    [
        .. Lines("Members.txt").Select(member => $"public partial class C {{\n{member}\n}}"),
        .. Lines("Attributes.txt").Select(attribute => $"public static class C {{\n{attribute}\npublic static int M(int x) => x;\n}}"),
        .. from type in Lines("Types.txt") from use in s_uses select use.Replace("#", type, StringComparison.Ordinal) + "\n" + DeclarationOf(type),
        .. File.ReadAllText(Path.Combine(s_folder, "Programs.txt")).ReplaceLineEndings("\n").Split("\n----\n").Select(program => program.StartsWith('#') && program.Contains("Whole programs", StringComparison.Ordinal) ? program[(program.IndexOf('\n', StringComparison.Ordinal) + 1)..] : program),
    ];

    private static IEnumerable<string> Lines(string file) =>
        File.ReadLines(Path.Combine(s_folder, file)).Where(line => line.Length > 0 && !line.StartsWith("# ", StringComparison.Ordinal));

    // What is declared for a type, without the rest, so that mutations hit it.
    private static string DeclarationOf(string type) =>
        string.Join("\n", s_declarations.Split('\n').Where(line => line.Split(' ', '<', ':', '(', ')').Intersect(type.Split('<', '>', '.', '[', '?')).Any(word => word.Length > 0 && char.IsUpper(word[0]))));
}
