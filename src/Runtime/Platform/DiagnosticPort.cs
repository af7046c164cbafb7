using System.Buffers.Binary;
using System.IO.Pipes;
using System.Net.Sockets;

namespace ParallelGen.Platform;

/// <summary>
/// The diagnostics port of another .NET process. Its runtime answers there on a thread of its own, whatever the program's threads do. The
/// protocol is that of github.com/dotnet/diagnostics, documentation/design-docs/ipc-protocol.md.
/// </summary>
internal static class DiagnosticPort
{
    // Magic (14 bytes), size with the header (2), command set (1), command (1), reserved (2).
    private const int HeaderSize = 20;
    private const int SizeOffset = 14;
    private const int CommandSetOffset = 16;
    private const int CommandOffset = 17;

    private const byte DumpCommands = 1;
    private const byte GenerateCoreDump = 3; // the form that answers with a text where it fails
    private const byte ServerAnswers = 0xFF;
    private const byte AnswerOk = 0;
    private const int SmallDump = 1; // modules, threads and stacks; no heap
    private const int PipePatienceMilliseconds = 1000;

    private static ReadOnlySpan<byte> Magic => "DOTNET_IPC_V1\0"u8;

    /// <summary>Lets a process write a small dump of itself. Waits for it, until that process ends.</summary>
    /// <param name="processId">The process.</param>
    /// <param name="path">The whole path of the dump.</param>
    /// <param name="folder">The temporary directory of the process, in which its runtime makes the port.</param>
    /// <returns>Why there is no dump; null where there is one.</returns>
    public static string? WriteDump(int processId, string path, string folder)
    {
        try
        {
            using Stream? port = Connect(processId, folder);
            if (port is null)
                return $"the worker has no diagnostics port in {folder}; is DOTNET_EnableDiagnostics 0 in its environment?";
            port.Write(Request(path));
            byte[] header = new byte[HeaderSize];
            port.ReadExactly(header);
            int size = BinaryPrimitives.ReadUInt16LittleEndian(header.AsSpan(SizeOffset));
            if (!header.AsSpan(0, Magic.Length).SequenceEqual(Magic) || header[CommandSetOffset] != ServerAnswers || size < HeaderSize)
                return "the worker's diagnostics port speaks another protocol";
            byte[] answer = new byte[size - HeaderSize];
            port.ReadExactly(answer);
            return header[CommandOffset] == AnswerOk ? null : Explain(answer);
        }
        catch (Exception exception) when (exception is IOException or SocketException or TimeoutException or UnauthorizedAccessException)
        {
            return exception.Message;
        }
    }

    private static Stream? Connect(int processId, string folder)
    {
        if (OperatingSystem.IsWindows())
        {
            var pipe = new NamedPipeClientStream(".", $"dotnet-diagnostic-{processId}", PipeDirection.InOut);
            pipe.Connect(PipePatienceMilliseconds);
            return pipe;
        }
        // The rest of the name is the time at which it started: where a killed process of the same number left one, there are two.
        foreach (string path in Directory.EnumerateFiles(folder, $"dotnet-diagnostic-{processId}-*-socket"))
        {
            var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
            try
            {
                socket.Connect(new UnixDomainSocketEndPoint(path));
                return new NetworkStream(socket, ownsSocket: true);
            }
            catch (SocketException)
            {
                socket.Dispose();
            }
        }
        return null;
    }

    // The path (its length in characters with the closing NUL, UTF-16), the kind of dump, flags.
    private static byte[] Request(string path)
    {
        string name = path.Replace("%", "%%", StringComparison.Ordinal) + '\0'; // else %p is the process, and so on
        byte[] request = new byte[HeaderSize + sizeof(int) + (sizeof(char) * name.Length) + (2 * sizeof(int))];
        Magic.CopyTo(request);
        BinaryPrimitives.WriteUInt16LittleEndian(request.AsSpan(SizeOffset), checked((ushort)request.Length));
        request[CommandSetOffset] = DumpCommands;
        request[CommandOffset] = GenerateCoreDump;
        BinaryPrimitives.WriteInt32LittleEndian(request.AsSpan(HeaderSize), name.Length);
        System.Text.Encoding.Unicode.GetBytes(name, request.AsSpan(HeaderSize + sizeof(int)));
        BinaryPrimitives.WriteInt32LittleEndian(request.AsSpan(request.Length - (2 * sizeof(int))), SmallDump);
        return request;
    }

    // A code, and a text in the form of the request's.
    private static string Explain(ReadOnlySpan<byte> answer)
    {
        if (answer.Length < sizeof(int))
            return "the worker's runtime could not write it";
        int code = BinaryPrimitives.ReadInt32LittleEndian(answer);
        string text = answer.Length <= 2 * sizeof(int) ? "" : System.Text.Encoding.Unicode.GetString(answer[(2 * sizeof(int))..]).TrimEnd('\0').Trim();
        return text.Length > 0 ? text : $"the worker's runtime answered 0x{code:X8}";
    }
}
