using System.Buffers;

namespace ParallelGen;

/// <summary>
/// A format of its own for a type: <see cref="WireFormatterAttribute"/> says where it is used. Any serializer library fits into the two
/// methods, and keeps its own attributes and rules.
/// </summary>
/// <remarks>
/// Both methods may be called on any thread, many at a time. What they throw fails the call with a <see cref="CallSerializationException"/>.
/// Null is not given to them: it travels without their help.
/// </remarks>
/// <typeparam name="T">The type that the format is for.</typeparam>
public interface IWireFormatter<T>
{
    /// <summary>Writes a value.</summary>
    /// <param name="output">Where to; not to be used after the method returns.</param>
    /// <param name="value">The value, never null.</param>
    static abstract void Write(IBufferWriter<byte> output, T value);

    /// <summary>Reads a value.</summary>
    /// <param name="input">
    /// Exactly the bytes that <see cref="Write"/> wrote, in one piece: its first span is all of it. The memory is used again after the
    /// method returns: copy what must live longer.
    /// </param>
    static abstract T Read(in ReadOnlySequence<byte> input);
}
