using System.Buffers;
using Microsoft.Win32.SafeHandles;

namespace DataProcessing;

/// <summary>Some whole lines of a file.</summary>
/// <param name="Offset">Where they begin, in bytes.</param>
/// <param name="Length">How many bytes they have.</param>
internal readonly record struct FilePart(long Offset, int Length)
{
    private const int LongestLine = 4096;

    /// <summary>Parts a file of lines behind its header. No field of it has a line break, so that every line break ends a row.</summary>
    internal static FilePart[] Split(string path, int headerLength, int aboutLength)
    {
        using SafeFileHandle file = File.OpenHandle(path);
        long fileLength = RandomAccess.GetLength(file);
        List<FilePart> parts = [];
        byte[] buffer = new byte[LongestLine];
        long offset = headerLength;
        while (offset < fileLength)
        {
            long end = Math.Min(offset + aboutLength, fileLength);
            if (end < fileLength)
                end += LengthOfLine(RandomAccess.Read(file, buffer, end));
            parts.Add(new FilePart(offset, (int)(end - offset)));
            offset = end;
        }
        return [.. parts];

        // From somewhere in a line to its end.
        int LengthOfLine(int read)
        {
            int lineBreak = buffer.AsSpan(0, read).IndexOf((byte)'\n');
            return lineBreak >= 0 ? lineBreak + 1 : throw new InvalidDataException($"{path} has a line of more than {LongestLine:N0} bytes.");
        }
    }

    /// <summary>Reads the lines. The memory is used again for other parts: to get new memory from the system takes longer than to read a file into it.</summary>
    internal TResult Read<TResult>(string path, Func<ArraySegment<byte>, TResult> use)
    {
        using SafeFileHandle file = File.OpenHandle(path);
        byte[] bytes = ArrayPool<byte>.Shared.Rent(Length);
        try
        {
            for (int done = 0; done < Length;)
            {
                int read = RandomAccess.Read(file, bytes.AsSpan(done, Length - done), Offset + done);
                if (read == 0)
                    throw new EndOfStreamException($"{path} ends before byte {Offset + Length:N0}.");
                done += read;
            }
            return use(new ArraySegment<byte>(bytes, 0, Length));
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(bytes);
        }
    }
}
