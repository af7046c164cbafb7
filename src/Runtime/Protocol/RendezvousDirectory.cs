using System.Runtime.InteropServices;

namespace ParallelGen.Protocol;

/// <summary>The directory of the socket at which a new worker meets its parent. It is gone as soon as they have met.</summary>
internal static partial class RendezvousDirectory
{
    public const string Prefix = "pgen-";

    /// <summary>Removes the directory of a socket; the other side may have done it already.</summary>
    public static void Remove(string socketPath)
    {
        string? directory = Path.GetDirectoryName(socketPath);
        if (directory is null || !Path.GetFileName(directory).StartsWith(Prefix, StringComparison.Ordinal))
            return;
        if (!OperatingSystem.IsWindows())
        {
            // Both sides do it in the same moment, so that one comes too late. An exception, the first of the process, would take it longer
            // than all the rest of the meeting.
            _ = Unlink(socketPath);
            _ = RemoveDirectory(directory);
            return;
        }
        Try(() => File.Delete(socketPath));
        Try(() => Directory.Delete(directory));
    }

    // Windows refuses what the other side deletes in the same moment, or what a scanner has open for one.
    private static void Try(Action delete)
    {
        try
        {
            delete();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // The other side does it.
        }
    }

    [LibraryImport("libc", EntryPoint = "unlink", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Unlink(string path);

    [LibraryImport("libc", EntryPoint = "rmdir", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int RemoveDirectory(string path);
}
