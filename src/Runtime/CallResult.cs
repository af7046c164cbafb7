using System.Diagnostics.CodeAnalysis;
using System.Runtime.ExceptionServices;

namespace ParallelGen;

/// <summary>What became of one item of a try-map over a method that returns nothing.</summary>
public readonly struct CallResult
{
    internal CallResult(int index, Exception? exception)
    {
        Index = index;
        Exception = exception;
    }

    /// <summary>The item's index in the source.</summary>
    public int Index { get; }

    /// <summary>Whether the method ran to its end.</summary>
    [MemberNotNullWhen(false, nameof(Exception))]
    public bool IsSuccess => Exception is null;

    /// <summary>The item's exception; null if it succeeded.</summary>
    public Exception? Exception { get; }

    /// <summary>Throws the item's exception if it failed.</summary>
    public void ThrowIfFailed()
    {
        if (Exception is not null)
            ExceptionDispatchInfo.Throw(Exception);
    }

    /// <inheritdoc/>
    public override string ToString() => IsSuccess ? $"[{Index}] done" : $"[{Index}] {Exception.GetType().Name}: {Exception.Message}";
}
