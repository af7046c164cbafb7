using ParallelGen.Protocol;

namespace ParallelGen.Tests.Protocol;

public sealed class MessageTests
{
    [Fact]
    public void A_header_has_the_documented_layout()
    {
        byte[] bytes = new byte[FrameHeader.Size];
        var header = new FrameHeader(FrameKind.TupleChunk, 0x1122334455667788)
        {
            Length = 0x01020304, Flags = FrameFlags.EveryItem, Slot = 0x0506, Method = 0x0708090A, Count = 0x0B0C0D0E, FirstItem = 0x0F101112,
        };
        header.Write(bytes);
        Assert.Equal("04030201040106058877665544332211" + "0A0908070E0D0C0B1211100F00000000", Convert.ToHexString(bytes));
        Assert.Equal(header, FrameHeader.Read(bytes));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(20)]
    [InlineData(24)]
    public void A_negative_number_in_a_header_is_refused(int offset)
    {
        byte[] bytes = new byte[FrameHeader.Size];
        BitConverter.TryWriteBytes(bytes.AsSpan(offset), -1);
        Assert.Throws<ProtocolException>(() => FrameHeader.Read(bytes));
    }

    [Fact]
    public void Start_information_survives_the_pipe_and_a_broken_one_is_refused()
    {
        var start = new WorkerStartInfo("/somewhere/ü/w", new byte[Handshake.TokenSize], [.. Enumerable.Repeat((byte)7, Handshake.TokenSize)], 3, 4, 5, 6, WorkerCulture.Of("de-AT", "fr"));
        byte[] bytes = start.ToBytes();
        WorkerStartInfo read = WorkerStartInfo.Read(new MemoryStream(bytes));
        Assert.Equal(start.SocketPath, read.SocketPath);
        Assert.Equal(start.ParentToken, read.ParentToken);
        Assert.Equal((3, 4, 5L), (read.WorkerId, read.Generation, read.MaxPayloadBytes));
        Assert.Throws<ProtocolException>(() => WorkerStartInfo.Read(new MemoryStream(bytes[..^1])));
        Assert.Throws<ProtocolException>(() => WorkerStartInfo.Read(new MemoryStream([1, 2, 3, 4, 5])));
    }
}
