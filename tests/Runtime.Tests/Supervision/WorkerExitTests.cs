using ParallelGen.Supervision.Launch;

namespace ParallelGen.Tests.Supervision;

public sealed class WorkerExitTests
{
    [Theory]
    [InlineData(134, "Stack overflow.\n   at Work.Deep()", "called itself too deep")]
    [InlineData(134, "Unhandled exception. System.Exception: no", "nobody catches")]
    [InlineData(134, "Process terminated. no", "DOTNET_DbgEnableMiniDump=1")]
    [InlineData(139, "Unhandled exception. (a line of its log)", "DOTNET_DbgEnableMiniDump=1")]
    [InlineData(139, "Writing full dump to file /dumps/core.1", "Its dump is /dumps/core.1")]
    [InlineData(137, "", "Where nobody killed it")]
    [InlineData(134, "Out of memory.", "It ran out of memory")]
    [InlineData(7, "", "Environment.Exit")]
    public void Who_ended_in_a_call_hears_what_may_help(int code, string standardError, string expected) =>
        Assert.Contains(expected, new WorkerExit(1, code, standardError).DescribeEnd(hadCall: true), StringComparison.Ordinal);

    [Theory]
    [InlineData(150, "You must install .NET")]
    [InlineData(140, "")] // SIGUSR2
    [InlineData(86, "")]
    public void What_is_not_the_callers_is_not_blamed_on_its_code(int code, string standardError) =>
        Assert.DoesNotContain("Environment.Exit", new WorkerExit(1, code, standardError).DescribeEnd(hadCall: code != 150), StringComparison.Ordinal);

    [Fact]
    public void What_the_pool_killed_it_for_is_the_workers_own_doing()
    {
        var exit = new WorkerExit(1, WorkerExit.Killed, "") { Breach = "A frame has no end." };
        Assert.True(exit.IsItsOwn);
        Assert.Equal("SIGKILL, exit code 137: what it sent made no sense (A frame has no end)", exit.Describe());
        Assert.Contains("written where it must not", exit.DescribeEnd(), StringComparison.Ordinal);
    }
}
