namespace EndToEnd.Tests;

/// <summary>How a test lets go of a method that runs in a worker: by a file.</summary>
internal static class AwaitedFile
{
    /// <summary>Returns when the file is there. The test's watchdog ends what waits in vain.</summary>
    internal static void Wait(string file)
    {
        while (!File.Exists(file))
            Thread.Sleep(1);
    }
}
