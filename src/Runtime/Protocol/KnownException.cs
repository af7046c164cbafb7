namespace ParallelGen.Protocol;

/// <summary>How exceptions of one type of the framework travel.</summary>
/// <param name="Make">Makes one from what arrived.</param>
/// <param name="Details">What one tells besides message, code, stack and inner exceptions; null where that is all.</param>
internal sealed record KnownException(Func<RemoteError, IReadOnlyList<Exception>, Exception> Make, Func<Exception, object?[]>? Details = null)
{
    public KnownException(Func<string, Exception?, Exception> make)
        : this((error, inners) => make(error.Message, inners.Count > 0 ? inners[0] : null))
    {
    }
}
