using ParallelGen.Supervision;

namespace ParallelGen.Tests.Supervision;

public sealed class LocalFailureTests
{
    [Fact]
    public void Each_call_gets_an_exception_of_its_own()
    {
        var cause = new ProcessPoolException("A call could not be restored.");
        var failure = new LocalFailure(cause, new WorkerName(3, 4711));
        TestRequest first = new(), second = new();
        var ofFirst = Assert.IsType<ProcessPoolException>(failure.ToException(first, null));
        var ofSecond = Assert.IsType<ProcessPoolException>(failure.ToException(second, 5));
        Assert.NotSame(ofFirst, ofSecond);
        Assert.Equal((first.CallId, "Method"), (ofFirst.CallId, ofFirst.Method));
        Assert.Equal((second.CallId, "Method"), (ofSecond.CallId, ofSecond.Method));
        Assert.Same(cause, ofFirst.InnerException);
        Assert.Equal("Method: A call could not be restored.", ofFirst.Message);
        RemoteCallInfo info = Assert.IsType<RemoteCallInfo>(RemoteCallInfo.Get(ofSecond));
        Assert.Equal((second.CallId, "Method", 5, 3, 4711), (info.CallId, info.Method, info.ItemIndex!.Value, info.WorkerId, info.ProcessId));
    }

    [Fact]
    public void What_could_not_be_read_is_an_argument_or_the_result()
    {
        var request = new TestRequest();
        Assert.Contains("an argument could not be read: FormatException", new LocalFailure(new FormatException()).ToException(request, null).Message, StringComparison.Ordinal);
        Assert.Contains("the result could not be read: FormatException",
            new LocalFailure(new FormatException(), new WorkerName(0, 1)).ToException(request, null).Message, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Causes))]
    public void Every_exception_tells_its_call(Exception cause)
    {
        var request = new TestRequest();
        RemoteCallInfo info = Assert.IsType<RemoteCallInfo>(RemoteCallInfo.Get(new LocalFailure(cause).ToException(request, 2)));
        Assert.Equal((request.CallId, 2, -1), (info.CallId, info.ItemIndex!.Value, info.WorkerId));
    }

    public static TheoryData<Exception> Causes =>
    [
        new WorkerStartException("start"), new PayloadTooLargeException("large"), new CallSerializationException("encoding"),
        new ObjectDisposedException("array"), new ProcessPoolException("pool"), new FormatException("getter"),
    ];
}
