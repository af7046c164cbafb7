using ParallelGen.CompilerServices;
using ParallelGen.Lanes;
using ParallelGen.Protocol;
using ParallelGen.Supervision;
using ParallelGen.Transport.InProcess;

namespace ParallelGen.Tests.Lanes;

/// <summary>What the parent does with frames of lanes, sent by a worker that may be up to anything.</summary>
public sealed class LaneReaderTests : IDisposable
{
    private readonly InProcessConnection _here;
    private readonly InProcessConnection _worker;
    private readonly LaneReader _reader;
    private readonly TaskCompletionSource<Exception> _broken = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly CallLanes _lanes = new(new LaneSettings("Work.Test", 64, KeepsLatestReport: false));
    private readonly List<string> _reports = [];

    public LaneReaderTests()
    {
        (_here, _worker) = InProcessConnection.CreatePair(1 << 20);
        _reader = new LaneReader(_here, new ControlLink(_here, 1 << 20), _broken.SetResult);
        _lanes.AddReports(new ListProgress(_reports), TextCodec.Instance);
        _lanes.AddSource<string>(null, TextCodec.Instance);
        _reader.Open(7, _lanes);
    }

    public void Dispose()
    {
        _worker.Close();
        _reader.Join();
        _worker.Dispose();
        _here.Dispose();
    }

    [Fact]
    public async Task Reports_are_delivered_before_the_call_is_settled()
    {
        Send(new FrameHeader(FrameKind.Items, 7) { Count = 2 }, 0xA1, (byte)'a', 0xA1, (byte)'b');
        Send(new FrameHeader(FrameKind.LanesEnd, 7));
        await Settled();
        Assert.Equal(["a", "b"], _reports);
    }

    [Fact]
    public async Task A_call_whose_worker_ends_is_settled_with_what_came()
    {
        Send(new FrameHeader(FrameKind.Items, 7) { Count = 1 }, 0xA1, (byte)'a');
        Task settled = Settled();
        _worker.Close();
        _reader.Join();
        Assert.False(settled.IsCompleted);
        _reader.End(7);
        await settled;
        Assert.Equal(["a"], _reports);
    }

    [Fact]
    public async Task What_comes_of_a_call_that_was_given_up_is_passed_over()
    {
        _reader.Withdraw(7);
        await Settled();
        Send(new FrameHeader(FrameKind.Items, 7) { Count = 1 }, 0xA1, (byte)'a');
        Send(new FrameHeader(FrameKind.LanesEnd, 7));
        _reader.Open(8, _lanes);
        Send(new FrameHeader(FrameKind.Items, 8) { Count = 1 }, 0xA1, (byte)'b');
        Send(new FrameHeader(FrameKind.LanesEnd, 8));
        await Settled();
        Assert.Equal(["b"], _reports);
        Assert.False(_broken.Task.IsCompleted);
    }

    [Theory]
    [InlineData(FrameKind.Items, 2, 1)]                              // no such lane
    [InlineData(FrameKind.Items, -1, 1)]
    [InlineData(FrameKind.Items, 1, 1)]                              // a source sends the other way
    [InlineData(FrameKind.Items, 0, 0)]                              // a frame of nothing
    [InlineData(FrameKind.Items, 0, 17)]                             // more than was granted, or fits
    [InlineData(FrameKind.Open, 1 << 16, 0)]                         // reports are no source
    [InlineData(FrameKind.Open, 1 << 16, 1)]                         // the caller gave none
    [InlineData(FrameKind.Open, 1 << 16, 9)]
    [InlineData(FrameKind.Open, 3, 1)]
    [InlineData(FrameKind.Credit, 1 << 16, 1)]                       // never opened
    [InlineData(FrameKind.Leave, 1 << 16, 0)]
    [InlineData(FrameKind.ItemsEnd, 0, 0)]                           // a parent's word
    [InlineData(FrameKind.Result, 0, 0)]
    public async Task A_frame_that_makes_no_sense_costs_the_worker(object kind, int lane, int count)
    {
        Send(new FrameHeader((FrameKind)kind, 7) { Method = lane, Count = count }, 0xA1, (byte)'a');
        Assert.IsType<ProtocolException>(await _broken.Task.WaitAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task What_an_instance_throws_is_kept_and_reports_after_it_are_passed_over()
    {
        _reports.Add("the list is full");
        Send(new FrameHeader(FrameKind.Items, 7) { Count = 2 }, 0xA1, (byte)'a', 0xA1, (byte)'b');
        Send(new FrameHeader(FrameKind.LanesEnd, 7));
        await Settled();
        Assert.Equal("full", Assert.IsType<InvalidOperationException>(_lanes.ReportFailure).Message);
        Assert.Single(_reports);
    }

    private Task Settled()
    {
        var settled = new TaskCompletionSource();
        _lanes.Finish(settled.SetResult);
        return settled.Task.WaitAsync(TestContext.Current.CancellationToken);
    }

    private void Send(FrameHeader header, params ReadOnlySpan<byte> payload)
    {
        WireWriter writer = _worker.BeginFrame(header);
        using var bytes = new PayloadBuffer();
        bytes.Append(payload);
        writer.WriteEncoded(bytes);
        _worker.EndFrame(ref writer);
    }

    private sealed class ListProgress(List<string> reports) : IProgress<string>
    {
        public void Report(string value)
        {
            if (reports is ["the list is full"])
                throw new InvalidOperationException("full");
            reports.Add(value);
        }
    }
}
