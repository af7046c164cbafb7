namespace Faults.Tests.Frame;

/// <summary>The folder of the repository that this program was built in.</summary>
internal static class Repository
{
    public static string Folder { get; } = Find(AppContext.BaseDirectory);

    private static string Find(string folder) =>
        File.Exists(Path.Combine(folder, "ParallelGen.sln")) ? folder
        : Path.GetDirectoryName(folder.TrimEnd(Path.DirectorySeparatorChar)) is { } parent ? Find(parent)
        : throw new DirectoryNotFoundException("ParallelGen.sln stands in no folder above the tests.");
}
