namespace ParallelGen.CompilerServices;

/// <summary>An initializer that a pool's options name, with its arguments as they were then.</summary>
/// <param name="Initializer">The initializer.</param>
/// <param name="Arguments">The arguments, encoded. Many pools read them, at any time, so that the memory is never given back to others.</param>
internal sealed record UsedInitializer(PoolInitializer Initializer, PayloadBuffer Arguments)
{
    public static UsedInitializer Create<TArguments>(PoolInitializer<TArguments> initializer, in TArguments arguments)
    {
        var payload = new PayloadBuffer();
        var writer = new WireWriter(payload);
        initializer.WriteArguments(ref writer, in arguments);
        PayloadBuffer.Complete(ref writer);
        return new UsedInitializer(initializer, payload);
    }

    /// <exception cref="PayloadTooLargeException">The arguments are larger than a pool allows.</exception>
    public void Check(long maxPayloadBytes)
    {
        if (Arguments.Length > maxPayloadBytes)
        {
            throw new PayloadTooLargeException($"The arguments of the initializer {Initializer.Name} take {Arguments.Length} bytes, more than ProcessPoolOptions.MaxPayloadBytes of {maxPayloadBytes}.")
            {
                Method = Initializer.Name,
                Limit = maxPayloadBytes,
            };
        }
    }
}
