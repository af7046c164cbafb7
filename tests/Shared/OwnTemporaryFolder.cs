namespace Tests;

/// <summary>
/// A temporary directory for this program and the workers that it starts: nothing that other programs leave in the machine's is mistaken for theirs.
/// </summary>
internal static class OwnTemporaryFolder
{
    private static readonly string? s_original = Environment.GetEnvironmentVariable("TMPDIR");
    private static readonly Lazy<string> s_path = new(Create);

    /// <summary>The directory, which <see cref="System.IO.Path.GetTempPath"/> gives from now on.</summary>
    public static string Path => s_path.Value;

    /// <summary>Goes back to the machine's, where the runtime's own socket for diagnostics is.</summary>
    public static void Leave() => Environment.SetEnvironmentVariable("TMPDIR", s_original);

    private static string Create()
    {
        string path = Directory.CreateTempSubdirectory("t-").FullName;
        Environment.SetEnvironmentVariable("TMPDIR", path);
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Directory.Delete(path, recursive: true);
        return path;
    }
}
