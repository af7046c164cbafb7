using System.Diagnostics.CodeAnalysis;
using System.Runtime.ExceptionServices;

namespace ParallelGen;

/// <summary>What became of one item of a try-map or try-stream: its value, or its exception.</summary>
/// <typeparam name="T">The method's result.</typeparam>
[SuppressMessage("Naming", "CA1815", Justification = "A result is looked at, not compared.")]
public readonly struct CallResult<T>
{
    private readonly T _value;

    internal CallResult(int index, T value)
    {
        Index = index;
        _value = value;
    }

    internal CallResult(int index, Exception exception)
    {
        Index = index;
        Exception = exception;
        _value = default!;
    }

    /// <summary>The item's index in the source.</summary>
    public int Index { get; }

    /// <summary>Whether the method returned a value.</summary>
    [MemberNotNullWhen(false, nameof(Exception))]
    public bool IsSuccess => Exception is null;

    /// <summary>The item's exception; null if it succeeded.</summary>
    public Exception? Exception { get; }

    /// <summary>The item's value. Throws the item's own exception, with its remote stack, if it failed.</summary>
    public T Value
    {
        get
        {
            if (Exception is not null)
                ExceptionDispatchInfo.Throw(Exception);
            return _value;
        }
    }

    /// <inheritdoc/>
    public override string ToString() =>
        IsSuccess ? $"[{Index}] {_value}" : $"[{Index}] {Exception.GetType().Name}: {Exception.Message}";
}
