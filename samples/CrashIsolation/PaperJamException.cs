namespace CrashIsolation;

/// <summary>An exception that only this program knows.</summary>
internal sealed class PaperJamException : Exception
{
    public PaperJamException()
    {
    }

    public PaperJamException(string message)
        : base(message)
    {
    }

    public PaperJamException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
