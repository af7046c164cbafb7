namespace ParallelGen;

/// <summary>
/// A call, or an item of a map, ran longer than its timeout, and its worker was ended and replaced, unless the method has a token and ended by it in
/// time; or a call waited for a worker longer than its queue timeout.
/// </summary>
public sealed class CallTimeoutException : TimeoutException
{
    /// <summary>Makes an exception without a message of its own.</summary>
    public CallTimeoutException()
    {
    }

    /// <summary>Makes an exception.</summary>
    public CallTimeoutException(string message)
        : base(message)
    {
    }

    /// <summary>Makes an exception with a cause.</summary>
    public CallTimeoutException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }

    /// <summary>The timeout that passed.</summary>
    public TimeSpan Timeout { get; init; }

    /// <summary>
    /// The dump of the worker at that time, where <see cref="ProcessPoolOptions.OnTimeout"/> asks for one and it could be written; else null.
    /// It shows with <c>dotnet-dump analyze</c> where the method was stuck. Nobody but the user deletes it.
    /// </summary>
    public string? DumpPath { get; init; }

    /// <summary>Whether the method may have begun to run. False means that it certainly did not: the call only waited.</summary>
    public bool MayHaveRun { get; init; } = true;

    /// <summary>The call's number, counted from the program's start.</summary>
    public long CallId { get; init; }

    /// <summary>The marked method with its type, for instance <c>Work.Double</c>.</summary>
    public string? Method { get; init; }
}
