namespace ParallelGen.Protocol;

/// <summary>The directory of the socket at which a new worker meets its parent. It is gone as soon as they have met.</summary>
internal static class RendezvousDirectory
{
    public const string Prefix = "pgen-";

    /// <summary>Removes the directory of a socket; the other side may have done it already.</summary>
    public static void Remove(string socketPath)
    {
        string? directory = Path.GetDirectoryName(socketPath);
        if (directory is null || !Path.GetFileName(directory).StartsWith(Prefix, StringComparison.Ordinal))
            return;
        try
        {
            File.Delete(socketPath);
            Directory.Delete(directory);
        }
        catch (DirectoryNotFoundException)
        {
            // It was.
        }
    }
}
