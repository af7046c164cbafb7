using System.Diagnostics.CodeAnalysis;

namespace ParallelGen.Encoding;

/// <summary>Makes the exceptions of the codec, out of the way of its fast paths.</summary>
internal static class WireError
{
    [DoesNotReturn]
    internal static void ThrowTooDeep() =>
        throw new CallSerializationException($"The value is nested deeper than {WireLimits.MaxDepth}, or than {nameof(ProcessPoolOptions)}.{nameof(ProcessPoolOptions.MaxNestingDepth)} allows: a cycle?");

    [DoesNotReturn]
    internal static void ThrowTooLarge(long bytes) =>
        throw new PayloadTooLargeException($"A single string or array takes {bytes} bytes; the most is {WireLimits.MaxBlockBytes}.")
        {
            Limit = WireLimits.MaxBlockBytes,
        };

    [DoesNotReturn]
    internal static void ThrowPastLimit(long limit) => throw PastLimit(limit);

    internal static PayloadTooLargeException PastLimit(long limit) => new(
        $"The arguments or the result of a call take more than {limit} bytes ({nameof(ProcessPoolOptions)}.{nameof(ProcessPoolOptions.MaxPayloadBytes)}).")
    {
        Limit = limit,
    };

    [DoesNotReturn]
    internal static void ThrowMalformed(string what, long position) =>
        throw new CallSerializationException($"Malformed payload at byte {position}: {what}.");

    [DoesNotReturn]
    internal static void ThrowEnd(long position, long needed, long remaining) =>
        ThrowMalformed($"{needed} more bytes are needed, {remaining} are there", position);

    [DoesNotReturn]
    internal static void ThrowUnexpected(string expected, byte code, long position) =>
        ThrowMalformed($"{expected} was expected, {WireCode.Describe(code)} (0x{code:X2}) is there", position);
}
