namespace ImageAnalysis;

/// <summary>Where the images are: in a folder of the user's, or in a temporary one that goes with the program.</summary>
internal sealed class ImageFolder : IDisposable
{
    private readonly bool _temporary;

    internal ImageFolder(DirectoryInfo? given)
    {
        _temporary = given is null;
        Path = given is null ? Directory.CreateTempSubdirectory("image-analysis-").FullName : Directory.CreateDirectory(given.FullName).FullName;
    }

    internal string Path { get; }

    internal string[] Files(int count) => [.. Enumerable.Range(0, count).Select(index => System.IO.Path.Combine(Path, $"image-{index:D4}.pgm"))];

    public void Dispose()
    {
        if (_temporary)
            Directory.Delete(Path, recursive: true);
    }
}
