namespace Samples;

/// <summary>Where a sample puts its files: in a folder of the user's, or in a temporary one that goes with the program.</summary>
internal sealed class SampleFolder : IDisposable
{
    private readonly bool _isTemporary;

    /// <param name="given">The user's folder, which is made if it is not there; null for a temporary one.</param>
    /// <param name="name">What the name of the temporary one begins with.</param>
    internal SampleFolder(DirectoryInfo? given, string name)
    {
        _isTemporary = given is null;
        Path = given is null ? Directory.CreateTempSubdirectory($"{name}-").FullName : Directory.CreateDirectory(given.FullName).FullName;
    }

    internal string Path { get; }

    /// <summary>The path of a file in the folder.</summary>
    internal string File(string name) => System.IO.Path.Combine(Path, name);

    public void Dispose()
    {
        if (_isTemporary)
            Directory.Delete(Path, recursive: true);
    }
}
