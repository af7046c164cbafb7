namespace ParallelGen;

/// <summary>The marked method threw an exception of a type that is not rethrown as itself.</summary>
public sealed class RemoteCallException : ProcessPoolException
{
    /// <summary>Makes an exception without a message of its own.</summary>
    public RemoteCallException()
    {
    }

    /// <summary>Makes an exception.</summary>
    public RemoteCallException(string message)
        : base(message)
    {
    }

    /// <summary>Makes an exception with a cause.</summary>
    public RemoteCallException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }

    /// <summary>The full name of the exception's type in the worker.</summary>
    public string RemoteType { get; init; } = "";

    /// <summary>The message of the exception in the worker.</summary>
    public string RemoteMessage { get; init; } = "";

    /// <summary>The stack of the exception in the worker.</summary>
    public string RemoteStackTrace { get; init; } = "";
}
