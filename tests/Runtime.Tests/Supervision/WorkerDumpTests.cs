using ParallelGen.Protocol;
using ParallelGen.Supervision;
using ParallelGen.Supervision.Launch;
using ParallelGen.Transport;
using ParallelGen.Transport.InProcess;

namespace ParallelGen.Tests.Supervision;

public sealed class WorkerDumpTests
{
    [Fact]
    public void What_takes_too_long_is_ended_and_said()
    {
        using var body = new StuckBody();
        var reason = new TimeoutFailure(new WorkerName(0, 1));
        var dump = new WorkerDump(body, new TestRequest(), reason, Path.GetTempPath());
        Assert.True(body.Continued);
        Assert.True(body.Heard.Receive(out FrameHeader header));
        Assert.Equal(FrameKind.Revoke, header.Kind); // what is late is the last that it begins

        Assert.Equal(dump.Deadline, dump.Check(dump.Deadline - 1));
        Assert.False(body.IsKilled);
        Assert.Equal(long.MaxValue, dump.Check(dump.Deadline));
        Assert.True(body.IsKilled);
        dump.Finish(new WorkerCalls(null!, body, new LoadedTables(), long.MaxValue));
        Assert.Null(reason.DumpPath);
        Assert.Equal("it was not written within 30 s", reason.DumpProblem);
    }

    /// <summary>A worker whose runtime answers nothing.</summary>
    private sealed class StuckBody : WorkerBody
    {
        private readonly ManualResetEventSlim _killed = new();
        private readonly Connection _control;

        public StuckBody() => (_control, Heard) = InProcessConnection.CreatePair(1024);

        public InProcessConnection Heard { get; }

        public bool IsKilled => _killed.IsSet;

        public bool Continued { get; private set; }

        public override Connection Calls => _control;

        public override Connection Control => _control;

        public override int ProcessId => 1;

        public override void Continue() => Continued = true;

        public override string? WriteDump(string path)
        {
            _killed.Wait();
            return "the connection ended";
        }

        public override void Kill() => _killed.Set();

        public override WorkerExit WaitForExit() => throw new NotSupportedException();

        public override void Dispose()
        {
            _control.Dispose();
            Heard.Dispose();
            _killed.Dispose();
        }
    }
}
