using System.Buffers;
using System.Text;
using ParallelGen;

[assembly: WireFormatter(typeof(DirectoryFormatter))]

/// <summary>A type of the framework's, whose state can't be seen: its path says all.</summary>
internal sealed class DirectoryFormatter : IWireFormatter<DirectoryInfo>
{
    public static void Write(IBufferWriter<byte> output, DirectoryInfo value) => Encoding.UTF8.GetBytes(value.FullName, output);

    public static DirectoryInfo Read(in ReadOnlySequence<byte> input) => new(Encoding.UTF8.GetString(input));
}
