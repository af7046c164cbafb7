using System.Runtime.CompilerServices;

namespace ParallelGen;

/// <summary>Where an exception that a marked method threw comes from.</summary>
public sealed class RemoteCallInfo
{
    private static readonly ConditionalWeakTable<Exception, RemoteCallInfo> s_infos = [];

    internal RemoteCallInfo()
    {
    }

    /// <summary>The call's number, counted from the program's start.</summary>
    public long CallId { get; internal init; }

    /// <summary>The marked method with its type, for instance <c>Work.Double</c>.</summary>
    public required string Method { get; init; }

    /// <summary>The index of the item in the source of the map; null for a single call.</summary>
    public int? ItemIndex { get; internal init; }

    /// <summary>The process id of the worker.</summary>
    public int ProcessId { get; internal init; }

    /// <summary>The full name of the exception's type in the worker.</summary>
    public required string RemoteType { get; init; }

    /// <summary>Tells where an exception comes from; null for one that no worker sent. Thread-safe.</summary>
    public static RemoteCallInfo? Get(Exception exception)
    {
        ArgumentNullException.ThrowIfNull(exception);
        return s_infos.TryGetValue(exception, out RemoteCallInfo? info) ? info : null;
    }

    internal static void Attach(Exception exception, RemoteCallInfo info) => s_infos.Add(exception, info);
}
