using System.Buffers;

namespace ParallelGen.Tests.Encoding;

/// <summary>Writes a string as its UTF-8, and fails for an empty one.</summary>
internal sealed class PathFormatter : IWireFormatter<string>
{
    public static void Write(IBufferWriter<byte> output, string value) => output.Write(System.Text.Encoding.UTF8.GetBytes(value));

    public static string Read(in ReadOnlySequence<byte> input) =>
        input.IsEmpty ? throw new CallSerializationException("Nothing is there.") : System.Text.Encoding.UTF8.GetString(input.FirstSpan);
}
