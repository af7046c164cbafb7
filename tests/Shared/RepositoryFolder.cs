namespace Tests;

/// <summary>The folder of the repository that this program was built in.</summary>
internal static class RepositoryFolder
{
    public static string Path { get; } = Find(AppContext.BaseDirectory);

    private static string Find(string folder) =>
        File.Exists(System.IO.Path.Combine(folder, "ParallelGen.sln")) ? folder
        : System.IO.Path.GetDirectoryName(folder.TrimEnd(System.IO.Path.DirectorySeparatorChar)) is { } parent ? Find(parent)
        : throw new DirectoryNotFoundException("ParallelGen.sln stands in no folder above the tests.");
}
