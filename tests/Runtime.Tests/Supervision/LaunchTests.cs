using System.Diagnostics;
using ParallelGen.Platform;
using ParallelGen.Protocol;
using ParallelGen.Supervision.Launch;

namespace ParallelGen.Tests.Supervision;

public sealed class LaunchTests
{
    [Fact]
    public void Secrets_differ()
    {
        Assert.NotEqual(Secret.Create(32), Secret.Create(32));
        Assert.Equal(32, Secret.Create(32).Length);
    }

    [Fact]
    public void The_host_command_is_this_process_without_its_arguments()
    {
        (string fileName, IReadOnlyList<string> arguments) = HostCommand.Get();
        Assert.Equal(Environment.ProcessPath, fileName);
        foreach (string argument in Environment.GetCommandLineArgs()[1..])
            Assert.DoesNotContain(argument, arguments);
    }

    [Fact]
    public void A_stranger_is_turned_away_before_it_is_heard()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() || OperatingSystem.IsMacOS(), "The kernel names the peer on Linux and macOS.");
        using var rendezvous = new Rendezvous();
        using Process other = Process.Start("sleep", "60");
        // This process is the stranger: the one that is awaited is another.
        using LocalSocket socket = LocalSocket.Connect(rendezvous.SocketPath);
        long deadline = Stopwatch.GetTimestamp() + (Stopwatch.Frequency / 5);
        Assert.Null(rendezvous.Accept(other, deadline, TestContext.Current.CancellationToken));
        Assert.Equal(0, socket.Receive(new byte[1]));
        other.Kill();
    }

    [Fact]
    public void The_meeting_place_is_private_and_leaves_nothing()
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Skip("Unix modes.");
            return;
        }
        string folder;
        using (var rendezvous = new Rendezvous())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(rendezvous.SocketPath));
            if (OperatingSystem.IsLinux())
            {
                // Only a descriptor of this process still leads there, which other users can't follow.
                folder = Path.GetDirectoryName(new FileInfo(rendezvous.SocketPath).LinkTarget!)!;
                Assert.Contains(RendezvousDirectory.Prefix, folder, StringComparison.Ordinal);
                Assert.False(Directory.Exists(folder));
            }
            else
            {
                folder = Path.GetDirectoryName(rendezvous.SocketPath)!;
                Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(folder));
            }
        }
        Assert.False(Path.Exists(folder));
    }

    [Fact]
    public void A_process_that_ends_is_not_waited_for()
    {
        using var rendezvous = new Rendezvous();
        using Process process = Process.Start("true");
        Assert.Null(rendezvous.Accept(process, long.MaxValue, TestContext.Current.CancellationToken));
    }
}
