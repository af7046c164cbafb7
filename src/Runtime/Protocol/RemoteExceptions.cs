using System.Runtime.ExceptionServices;

namespace ParallelGen.Protocol;

/// <summary>
/// Makes the caller's exception from what a worker sent. Exactly the types in the table, and those that the program registered, come back as
/// themselves; everything else is a <see cref="RemoteCallException"/>. What would read as the pool's own (cancelled, disposed) is not in the table.
/// </summary>
internal static class RemoteExceptions
{
    private static readonly Dictionary<string, Func<RemoteError, Exception?, Exception>> s_factories = new(StringComparer.Ordinal)
    {
        ["System.ArgumentException"] = static (error, inner) => new ArgumentException(WithoutParameter(error), error.ParameterName, inner),
        ["System.ArgumentNullException"] = static (error, inner) => inner is null
            ? new ArgumentNullException(error.ParameterName, WithoutParameter(error))
            : new ArgumentNullException(error.Message, inner),
        ["System.ArgumentOutOfRangeException"] = static (error, inner) => inner is null
            ? new ArgumentOutOfRangeException(error.ParameterName, WithoutParameter(error))
            : new ArgumentOutOfRangeException(error.Message, inner),
        ["System.ApplicationException"] = static (error, inner) => new ApplicationException(error.Message, inner),
        ["System.ArithmeticException"] = static (error, inner) => new ArithmeticException(error.Message, inner),
        ["System.ArrayTypeMismatchException"] = static (error, inner) => new ArrayTypeMismatchException(error.Message, inner),
        ["System.Collections.Generic.KeyNotFoundException"] = static (error, inner) => new KeyNotFoundException(error.Message, inner),
        ["System.DivideByZeroException"] = static (error, inner) => new DivideByZeroException(error.Message, inner),
        ["System.FormatException"] = static (error, inner) => new FormatException(error.Message, inner),
        ["System.IndexOutOfRangeException"] = static (error, inner) => new IndexOutOfRangeException(error.Message, inner),
        ["System.InvalidCastException"] = static (error, inner) => new InvalidCastException(error.Message, inner),
        ["System.InvalidOperationException"] = static (error, inner) => new InvalidOperationException(error.Message, inner),
        ["System.IO.DirectoryNotFoundException"] = static (error, inner) => new DirectoryNotFoundException(error.Message, inner),
        ["System.IO.EndOfStreamException"] = static (error, inner) => new EndOfStreamException(error.Message, inner),
        ["System.IO.FileNotFoundException"] = static (error, inner) => new FileNotFoundException(error.Message, inner),
        ["System.IO.InvalidDataException"] = static (error, inner) => new InvalidDataException(error.Message, inner),
        ["System.IO.IOException"] = static (error, inner) => new IOException(error.Message, inner),
        ["System.IO.PathTooLongException"] = static (error, inner) => new PathTooLongException(error.Message, inner),
        ["System.NotImplementedException"] = static (error, inner) => new NotImplementedException(error.Message, inner),
        ["System.NotSupportedException"] = static (error, inner) => new NotSupportedException(error.Message, inner),
        ["System.NullReferenceException"] = static (error, inner) => new NullReferenceException(error.Message, inner),
        ["System.OutOfMemoryException"] = static (error, inner) => new OutOfMemoryException(error.Message, inner),
        ["System.OverflowException"] = static (error, inner) => new OverflowException(error.Message, inner),
        ["System.PlatformNotSupportedException"] = static (error, inner) => new PlatformNotSupportedException(error.Message, inner),
        ["System.RankException"] = static (error, inner) => new RankException(error.Message, inner),
        ["System.TimeoutException"] = static (error, inner) => new TimeoutException(error.Message, inner),
        ["System.UnauthorizedAccessException"] = static (error, inner) => new UnauthorizedAccessException(error.Message, inner),
    };

    /// <summary>Makes the exception, with the remote stack in front of the local one.</summary>
    public static Exception Make(RemoteError error, RemoteCallInfo info)
    {
        string subject = info.Subject;
        Exception exception = error.Origin switch
        {
            RemoteErrorOrigin.Load => new ProcessPoolException($"{subject}: {error.Message}") { CallId = info.CallId, Method = info.Method },
            RemoteErrorOrigin.Arguments => Serialization("the arguments could not be decoded in the worker", subject, error, info),
            RemoteErrorOrigin.Result => Serialization("the method ran, but its result could not be encoded in the worker", subject, error, info),
            RemoteErrorOrigin.Cancelled => new OperationCanceledException(error.Message),
            RemoteErrorOrigin.Initializer => OfInitializer(error, info),
            _ => OfMethod(error, $"{subject} threw", info),
        };
        RemoteCallInfo.Attach(exception, info);
        return exception;
    }

    private static CallSerializationException Serialization(string what, string subject, RemoteError error, RemoteCallInfo info) =>
        new($"{subject}: {what}: {(IsOurs(error) ? "" : error.TypeName + ": ")}{error.Message}{(IsOurs(error) || error.MemberPath is null ? "" : $" ({error.MemberPath})")}",
            OfMethod(error, $"{subject}: while encoding or decoding", info)) { CallId = info.CallId, Method = info.Method, MemberPath = error.MemberPath };

    private static WorkerStartException OfInitializer(RemoteError error, RemoteCallInfo info) =>
        new($"The initializer {error.Message} failed in the worker process {info.ProcessId}: {error.Inner?.TypeName}: {error.Inner?.Message}",
            error.Inner is null ? null : OfMethod(error.Inner, $"The initializer {error.Message} threw", info))
        {
            CallId = info.CallId, Method = info.Method, ProcessId = info.ProcessId, Initializer = error.Message,
        };

    // Its message says already where it happened.
    private static bool IsOurs(RemoteError error) => error.TypeName == typeof(CallSerializationException).FullName;

    private static Exception OfMethod(RemoteError error, string subject, RemoteCallInfo info)
    {
        Exception? inner = error.Inner is null ? null : OfMethod(error.Inner, "Inner exception", info);
        Exception exception = s_factories.TryGetValue(error.TypeName, out Func<RemoteError, Exception?, Exception>? make)
            ? make(error, inner)
            : RemoteExceptionRegistry.TryMake(error.TypeName, error.Message, inner) ?? new RemoteCallException($"{subject} {error.TypeName}: {error.Message}", inner)
            {
                CallId = info.CallId,
                Method = info.Method,
                RemoteType = error.TypeName,
                RemoteMessage = error.Message,
                RemoteStackTrace = error.StackTrace,
            };
        if (error.StackTrace.Length > 0)
            ExceptionDispatchInfo.SetRemoteStackTrace(exception, error.StackTrace);
        return exception;
    }

    // The message of an argument exception ends with the parameter's name, which the constructor adds again.
    private static string WithoutParameter(RemoteError error) =>
        error.ParameterName is null ? error.Message : error.Message.Replace($" (Parameter '{error.ParameterName}')", "", StringComparison.Ordinal);
}
