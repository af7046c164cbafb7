using ParallelGen.CompilerServices;
using ParallelGen.Dispatch;
using ParallelGen.Encoding;
using ParallelGen.Protocol;
using ParallelGen.Supervision;

namespace ParallelGen.Tests.Dispatch;

public sealed class TimedCallsTests
{
    private readonly TimedCalls _timed = new();

    [Fact]
    public void Calls_are_due_in_the_order_of_their_times()
    {
        var first = new Call();
        var second = new Call();
        _timed.Add(second, 20);
        _timed.Add(first, 10);
        Assert.Equal(10, _timed.Next);
        Assert.Null(_timed.TakeDue(9));
        Assert.Same(first, _timed.TakeDue(25));
        Assert.Same(second, _timed.WithdrawDue(25));
        Assert.False(second.TryWithdraw());
        Assert.Equal(long.MaxValue, _timed.Next);
    }

    [Fact]
    public void A_wait_that_is_over_means_nothing_for_the_next()
    {
        var call = new Call();
        _timed.Add(call, 10);
        Assert.True(call.TryBegin(null!));
        Assert.Null(_timed.WithdrawDue(15));

        call.BeginAgain();
        _timed.Add(call, 30);
        call.TryBegin(null!);
        call.BeginAgain();
        _timed.Add(call, 40);
        Assert.Null(_timed.WithdrawDue(35)); // of the wait before
        Assert.Same(call, _timed.WithdrawDue(45));
    }

    [Fact]
    public void Calls_that_have_ended_are_not_kept_until_their_time()
    {
        var waiting = new Call();
        _timed.Add(waiting, 5_000);
        for (int number = 0; number < 10_000; number++)
        {
            var call = new Call();
            _timed.Add(call, 1_000_000 + number);
            Assert.True(call.TryBegin(null!));
        }
        Assert.InRange(_timed.Count, 1, 200);
        Assert.Equal([waiting], _timed.WithdrawAll());
    }

    private sealed class Call() : PendingCall(new Method(), FrameKind.Call)
    {
        protected override void OnWithdrawn()
        {
            // It is in no queue.
        }

        public override bool IsCancellable => false;

        public override CancellationToken CancellationToken => default;

        public override long? ExpectedNanoseconds => null;

        public override void Write(ref WireWriter writer)
        {
        }

        public override void ReadResult(ref WireReader reader, long claimedAt)
        {
        }

        public override void Succeed()
        {
        }

        public override void Fail(CallFailure failure)
        {
        }

        public override bool TryRestore(PayloadBuffer? payload) => true;
    }

    private sealed class Method() : PoolMethod(1, "Method")
    {
        public override void Invoke(ref WireReader arguments, WorkerCall call) => throw new InvalidOperationException();
    }
}
