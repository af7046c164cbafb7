using System.Runtime.ExceptionServices;

namespace ParallelGen.Protocol;

/// <summary>
/// Makes the caller's exception from what a worker sent. Exactly <see cref="KnownExceptions"/>, and the types that the program registered, come
/// back as themselves; everything else is a <see cref="RemoteCallException"/>.
/// </summary>
internal static class RemoteExceptions
{
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

    /// <summary>The worker's side: makes what its method gets where the caller's source of items threw.</summary>
    public static Exception MakeOfSource(RemoteError error, string method) =>
        OfMethod(error, $"The caller's source of items for {method} threw", new RemoteCallInfo { Method = method });

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
        IReadOnlyList<Exception> inners = [.. error.Inners.Select(inner => OfMethod(inner, "Inner exception", info))];
        Exception? first = inners.Count > 0 ? inners[0] : null;
        Exception? itself = KnownExceptions.TryMake(error, inners) ?? RemoteExceptionRegistry.TryMake(error.TypeName, error.Message, first);
        if (itself is not null)
            itself.HResult = error.HResult;
        Exception exception = itself ?? new RemoteCallException($"{subject} {error.TypeName}: {error.Message}", first)
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
}
