using ParallelGen.CompilerServices;
using ParallelGen.Encoding;
using ParallelGen.Protocol;
using ParallelGen.Supervision;
using ParallelGen.Transport;

namespace ParallelGen.Tests.Supervision;

/// <summary>A request that nobody ever runs.</summary>
internal sealed class TestRequest() : WorkerRequest(new TestMethod(), FrameKind.Call)
{
    public override long? ExpectedNanoseconds => null;

    public override bool TryBegin(WorkerProcess worker) => true;

    public override void BeginAgain()
    {
    }

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

    private sealed class TestMethod() : PoolMethod(1, "Method")
    {
        public override void Invoke(ref WireReader arguments, WorkerCall call) => throw new InvalidOperationException();
    }
}
