namespace ParallelGen.Generator.Tests.Testing;

/// <summary>Where the tests' inputs lie: in the source, so that a snapshot can be accepted in place.</summary>
internal static class Folders
{
    public static string Root { get; } = FindRoot();

    public static string Tests { get; } = Path.Combine(Root, "tests", "Generator.Tests");

    public static string Programs { get; } = Path.Combine(Tests, "Programs");

    public static string Snapshots { get; } = Path.Combine(Tests, "Snapshots");

    public static string Diagnostics { get; } = Path.Combine(Root, "docs", "diagnostics");

    private static string FindRoot()
    {
        string? folder = AppContext.BaseDirectory;
        while (folder is not null && !File.Exists(Path.Combine(folder, "ParallelGen.sln")))
            folder = Path.GetDirectoryName(folder);
        return folder ?? throw new InvalidOperationException("The tests run outside their repository.");
    }
}
