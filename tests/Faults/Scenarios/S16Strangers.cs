using System.Diagnostics;
using System.Net.Sockets;
using ParallelGen.Platform;
using ParallelGen.Protocol;

namespace Faults.Tests.Scenarios;

/// <summary>Others connect to the socket at which a worker meets its parent.</summary>
public sealed class S16Strangers() : FaultTest(16)
{
    [Fact]
    public async Task Nobody_but_the_worker_is_let_in()
    {
        int connects = TestScale.Of(10_000), made = 0;
        var strangers = new List<Socket>();
        // A worker that is held before it connects leaves its socket to strangers.
        ProcessPool pool = NewPool(1, options => options.Environment[Failpoint.Variable] = $"worker.connect={Way.Stop}@1");
        Task<int> call = pool.PlainAsync(1, TestToken);
        string path = await MeetingPlaceAsync();
        await Until(() => LinuxProcess.LiveChildren() is [var child] && LinuxProcess.StateOf(child) == 'T');
        var random = new Random(Random.Next());
        byte[] noise = new byte[64];
        for (; made < connects; made++)
        {
            var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
            await ConnectAsync(socket, path);
            random.NextBytes(noise);
            try
            {
                if (made % 3 > 0) // every third is silent
                    socket.Send(noise.AsSpan(0, random.Next(1, 64)));
            }
            catch (SocketException)
            {
                // It was turned away already.
            }
            if (made % 100 == 0)
                strangers.Add(socket);
            else
                socket.Dispose();
            WatchdogAttribute.NoteProgress();
        }
        LinuxProcess.Signal(LinuxProcess.LiveChildren()[0], LinuxProcess.SignalContinue);
        Assert.Equal(2, await call);
        strangers.ForEach(socket => socket.Dispose());
        Report("strangers on the socket", "none reaches the decoder", $"{made} turned away, the worker was served");
    }

    [Fact]
    public async Task Another_user_can_not_even_connect()
    {
        Assert.SkipUnless(Environment.UserName == "root", "Only root can become somebody else.");
        ProcessPool pool = NewPool(1, options => options.Environment[Failpoint.Variable] = $"worker.connect={Way.Stop}@1");
        Task<int> call = pool.PlainAsync(1, TestToken);
        string path = await MeetingPlaceAsync();
        using (Process stranger = Process.Start(new ProcessStartInfo("setpriv", ["--reuid=65534", "--clear-groups", "test", "-e", path]))!)
        {
            await stranger.WaitForExitAsync(TestToken);
            Assert.Equal(1, stranger.ExitCode);
        }
        await Until(() => LinuxProcess.LiveChildren() is [var child] && LinuxProcess.StateOf(child) == 'T');
        LinuxProcess.Signal(LinuxProcess.LiveChildren()[0], LinuxProcess.SignalContinue);
        Assert.Equal(2, await call);
    }

    // By the only way that leads there: a descriptor of this process, whose file has no name any more.
    private static async Task<string> MeetingPlaceAsync()
    {
        string? path = null;
        await Until(() => (path = Directory.GetFiles($"/proc/{Environment.ProcessId}/fd").FirstOrDefault(LeadsToSocket)) is not null);
        return path!;
    }

    private static bool LeadsToSocket(string descriptor) =>
        new FileInfo(descriptor).LinkTarget is { } target && target.Contains($"/{RendezvousDirectory.Prefix}", StringComparison.Ordinal)
        && target.EndsWith("/w (deleted)", StringComparison.Ordinal);

    // Where so many wait that the system takes no more, it says so at once.
    private static async Task ConnectAsync(Socket socket, string path)
    {
        while (true)
        {
            try
            {
                await socket.ConnectAsync(new UnixDomainSocketEndPoint(path), TestToken);
                return;
            }
            catch (SocketException exception) when (exception.SocketErrorCode is SocketError.WouldBlock)
            {
                await Task.Yield();
            }
        }
    }
}
