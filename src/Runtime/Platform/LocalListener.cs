namespace ParallelGen.Platform;

/// <summary>Listens on a path for local connections.</summary>
internal abstract class LocalListener : IDisposable
{
    public static LocalListener Listen(string path) => OperatingSystem.IsLinux() ? new LinuxListener(path) : new PortableListener(path);

    /// <summary>Waits for the next connection. Null when none came within some milliseconds.</summary>
    public abstract LocalSocket? Accept();

    public abstract void Dispose();

    /// <summary>How long one wait takes: between two of them the caller looks whether anybody is still to come.</summary>
    protected static TimeSpan WaitTime { get; } = TimeSpan.FromMilliseconds(20);
}
