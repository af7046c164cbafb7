namespace ParallelGen.Benchmarks.Peers;

/// <summary>How this program is started again, and where its folder with the peers is.</summary>
internal static class ThisProgram
{
    /// <summary>The program's file and what must stand before its own arguments.</summary>
    internal static string[] Command { get; } = Path.GetFileNameWithoutExtension(Environment.ProcessPath!) == "dotnet"
        ? [Environment.ProcessPath!, Path.Combine(AppContext.BaseDirectory, "Peers.dll")]
        : [Environment.ProcessPath!];

    /// <summary>The file or folder of that name in the folder of the program, or in one above; null if there is none.</summary>
    internal static string? FindAbove(string relativePath)
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            string path = Path.Combine(folder.FullName, relativePath);
            if (Path.Exists(path))
                return path;
        }
        return null;
    }
}
