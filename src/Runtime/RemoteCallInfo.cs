using System.Runtime.CompilerServices;

namespace ParallelGen;

/// <summary>Where the exception of a call comes from: one that its method threw, a crash, a timeout, or what could not travel.</summary>
public sealed class RemoteCallInfo
{
    private static readonly ConditionalWeakTable<Exception, RemoteCallInfo> s_infos = [];

    internal RemoteCallInfo()
    {
    }

    /// <summary>The call's number, counted from the program's start.</summary>
    public long CallId { get; internal init; }

    /// <summary>The marked method with its type, for instance <c>Work.Double</c>.</summary>
    public string Method { get; internal init; } = "";

    /// <summary>
    /// The arguments in short, as in <c>("scan.pdf", 12, Order)</c>; of a map those of the item. Null where
    /// <see cref="ProcessPoolOptions.DescribeArguments"/> is off, or they are no longer there.
    /// </summary>
    public string? Arguments { get; internal init; }

    /// <summary>The index of the item in the source of the map; null for a single call.</summary>
    public int? ItemIndex { get; internal init; }

    /// <summary>The number of the worker in its pool, from 0; -1 where the exception comes from none.</summary>
    public int WorkerId { get; internal init; }

    /// <summary>The process id of the worker; 0 where the exception comes from none.</summary>
    public int ProcessId { get; internal init; }

    /// <summary>The full name of the exception's type in the worker; null where the method threw none.</summary>
    public string? RemoteType { get; internal init; }

    /// <summary>
    /// What the worker printed while it ran the call, its standard output and error in one text, or the end of that
    /// (<see cref="ProcessPoolOptions.MaxStandardErrorLength"/>); null where that is not <see cref="WorkerOutput.Capture"/>d.
    /// </summary>
    public string? Output { get; internal init; }

    /// <summary>
    /// How the attempts of the call before this exception ended, and the one that it comes from where that crashed or ran out of time. Empty for a
    /// method that is not tried again.
    /// </summary>
    public IReadOnlyList<CallAttempt> Attempts { get; internal init; } = [];

    /// <summary>Tells where an exception comes from; null for one that has nothing to do with a worker. Thread-safe.</summary>
    public static RemoteCallInfo? Get(Exception exception)
    {
        ArgumentNullException.ThrowIfNull(exception);
        return s_infos.TryGetValue(exception, out RemoteCallInfo? info) ? info : null;
    }

    /// <summary>The call, for the beginning of a message.</summary>
    internal string Subject => SubjectOf(Method, Arguments, ItemIndex);

    internal static string SubjectOf(string method, string? arguments, int? item) => $"{method}{arguments}{(item is null ? "" : $", item {item}")}";

    // What the caller's own code threw may be thrown again, for another call.
    internal static void Attach(Exception exception, RemoteCallInfo info) => s_infos.AddOrUpdate(exception, info);
}
