using System.Diagnostics;
using System.Net.Sockets;
using System.Text;
using ParallelGen.Platform;
using ParallelGen.Protocol;

namespace Faults.Tests.Scenarios;

/// <summary>Others connect to the socket at which a worker meets its parent.</summary>
public sealed class S16Strangers() : FaultTest(16)
{
    public override ValueTask DisposeAsync()
    {
        Failpoint.Reached = null;
        return base.DisposeAsync();
    }

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
    public async Task Nobody_reads_the_secret_of_a_worker_from_what_the_system_tells_of_it()
    {
        WorkerStartInfo? told = null;
        Failpoint.Reached = place =>
        {
            if (place == "parent.segment")
                told = WorkerStartInfo.Read(new MemoryStream(PeekInput(Assert.Single(LinuxProcess.LiveChildren()))));
        };
        ProcessPool pool = NewPool(1);
        int worker = await pool.PidAsync(TestToken);
        string environment = await ReadAsync("environ");
        Assert.Contains("PARALLELGEN_WORKER=1\0", environment, StringComparison.Ordinal);
        foreach (byte[] secret in (byte[][])[told!.WorkerToken, told.ParentToken])
        {
            Assert.Equal(Handshake.TokenSize, secret.Length);
            foreach (string form in (string[])[Encoding.Latin1.GetString(secret), Convert.ToHexString(secret), Convert.ToBase64String(secret).TrimEnd('=')])
            {
                Assert.DoesNotContain(form, environment, StringComparison.OrdinalIgnoreCase);
                Assert.DoesNotContain(form, await ReadAsync("cmdline"), StringComparison.OrdinalIgnoreCase);
            }
        }

        async Task<string> ReadAsync(string file) => Encoding.Latin1.GetString(await File.ReadAllBytesAsync($"/proc/{worker}/{file}", TestToken));
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

    // What a worker is told, which it gets back. One that was faster has read it, and then there is none of it: the pool starts another.
    private static byte[] PeekInput(int worker)
    {
        LinuxProcess.Signal(worker, LinuxProcess.SignalStop);
        SpinWait.SpinUntil(() => LinuxProcess.StateOf(worker) == 'T');
        string pipe = $"/proc/{worker}/fd/0";
        using var reader = new FileStream(pipe, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, bufferSize: 0);
        byte[] buffer = new byte[4096];
        byte[] input = buffer[..reader.Read(buffer)];
        using (var writer = new FileStream(pipe, FileMode.Open, FileAccess.Write, FileShare.ReadWrite, bufferSize: 0))
            writer.Write(input);
        LinuxProcess.Signal(worker, LinuxProcess.SignalContinue);
        return input;
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
