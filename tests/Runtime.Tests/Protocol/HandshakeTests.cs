using ParallelGen.Platform;
using ParallelGen.Protocol;
using ParallelGen.Tests.Transport;

namespace ParallelGen.Tests.Protocol;

public sealed class HandshakeTests : IDisposable
{
    private readonly LocalSocket _here;
    private readonly LocalSocket _there;
    private readonly byte[] _token = [.. Enumerable.Range(1, Handshake.TokenSize).Select(number => (byte)number)];

    public HandshakeTests() => (_here, _there) = SocketPair.Create();

    public void Dispose()
    {
        _here.Dispose();
        _there.Dispose();
    }

    [Fact]
    public void The_token_opens_the_channel()
    {
        Handshake.Send(_there, Channel.Calls, _token);
        Handshake.Receive(_here, Channel.Calls, _token);
    }

    [Theory]
    [InlineData(0, "secret")]
    [InlineData(31, "secret")]
    public void One_wrong_byte_of_the_token_is_refused(int index, string problem)
    {
        byte[] wrong = [.. _token];
        wrong[index] ^= 1;
        Handshake.Send(_there, Channel.Calls, wrong);
        Assert.Contains(problem, Assert.Throws<ProtocolException>(() => Handshake.Receive(_here, Channel.Calls, _token)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Another_protocol_version_is_named_on_both_sides()
    {
        byte[] message = Message();
        message[4] = 99;
        _there.Send(message);
        string problem = Assert.Throws<ProtocolException>(() => Handshake.Receive(_here, Channel.Calls, _token)).Message;
        Assert.Contains("99", problem, StringComparison.Ordinal);
        Assert.Contains($"version {Handshake.Version}", problem, StringComparison.Ordinal);
    }

    [Fact]
    public void Another_channel_garbage_and_silence_are_refused()
    {
        Handshake.Send(_there, Channel.Control, _token);
        Assert.Throws<ProtocolException>(() => Handshake.Receive(_here, Channel.Calls, _token));
        _there.Send("GET / HTTP/1.1\r\nHost: somebody else\r\n\r\n..."u8);
        Assert.Throws<ProtocolException>(() => Handshake.Receive(_here, Channel.Calls, _token));
        _there.Dispose();
        Assert.Throws<ProtocolException>(() => Handshake.Receive(_here, Channel.Calls, _token));
    }

    [Fact]
    public void A_silent_peer_ends_with_the_receive_timeout()
    {
        _here.SetReceiveTimeout(TimeSpan.FromMilliseconds(50));
        Assert.Throws<LocalSocketException>(() => Handshake.Receive(_here, Channel.Calls, _token));
    }

    private byte[] Message()
    {
        Handshake.Send(_there, Channel.Calls, _token);
        byte[] message = new byte[8 + Handshake.TokenSize];
        Assert.Equal(message.Length, _here.Receive(message));
        return message;
    }
}
