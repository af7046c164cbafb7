using ParallelGen;

namespace EndToEnd.Tests;

/// <summary>What an exception tells of the call: its arguments, its worker, and what it printed.</summary>
public sealed class ErrorDetailTests : PoolTest
{
    private static readonly int[] s_numbers = [.. Enumerable.Range(0, 20)];

    [Theory]
    [InlineData(PoolTransport.SharedMemory)]
    [InlineData(PoolTransport.Socket)]
    public async Task A_call_that_throws_has_its_own_output(PoolTransport transport)
    {
        ProcessPool pool = NewPool(2, options =>
        {
            options.WorkerOutput = WorkerOutput.Capture;
            options.Transport = transport;
        });
        Task<int>[] calls = [.. s_numbers.Select(number => pool.PrintThenAsync(number, number % 2 == 0 ? "throw" : "return", TestToken))];
        foreach (int number in s_numbers)
        {
            Exception? exception = await Record.ExceptionAsync(() => calls[number]);
            if (number % 2 == 0)
                Assert.Equal($"error {number}\nout {number}\n", Sorted(RemoteCallInfo.Get(exception!)!.Output!));
            else
                Assert.Null(exception);
        }
    }

    [Fact]
    public async Task Each_item_of_a_map_has_its_own_output()
    {
        ProcessPool pool = NewPool(2, options => options.WorkerOutput = WorkerOutput.Capture);
        CallResult<int>[] results = await pool.PrintThenTryMapAsync(s_numbers, "throw", cancellationToken: TestToken);
        Assert.All(results, result => Assert.Equal($"error {result.Index}\nout {result.Index}\n", Sorted(RemoteCallInfo.Get(result.Exception!)!.Output!)));
    }

    [Fact]
    public async Task The_output_of_a_crash_stands_in_its_message_and_of_a_timeout_in_its_info()
    {
        ProcessPool pool = NewPool(1, options => options.WorkerOutput = WorkerOutput.Capture);
        Assert.Equal(1, await pool.PrintThenAsync(1, "return", TestToken));
        var crash = await Assert.ThrowsAsync<WorkerCrashedException>(() => pool.PrintThenAsync(2, "die", TestToken));
        Assert.Contains("out 2", crash.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("out 1", crash.Message, StringComparison.Ordinal);
        Assert.Equal("error 2\nout 2\n", Sorted(RemoteCallInfo.Get(crash)!.Output!));
        var timeout = await Assert.ThrowsAsync<CallTimeoutException>(() =>
            pool.With(new PoolCallOptions { Timeout = TimeSpan.FromMilliseconds(500) }).PrintThenAsync(3, "hang", TestToken));
        Assert.Equal("error 3\nout 3\n", Sorted(RemoteCallInfo.Get(timeout)!.Output!));
    }

    [Fact]
    public async Task No_more_of_the_output_is_kept_than_was_asked_for()
    {
        ProcessPool pool = NewPool(1, options =>
        {
            options.WorkerOutput = WorkerOutput.Capture;
            options.MaxStandardErrorLength = 1000;
        });
        var exception = await Assert.ThrowsAsync<InvalidOperationException>(() => pool.FloodAsync(20, TestToken));
        Assert.Equal(new string('x', 999) + "\n", RemoteCallInfo.Get(exception)!.Output);
    }

    [Fact]
    public async Task Without_capture_there_is_none()
    {
        ProcessPool pool = NewPool(1, options => options.WorkerOutput = WorkerOutput.Discard);
        var exception = await Assert.ThrowsAsync<InvalidOperationException>(() => pool.PrintThenAsync(1, "throw", TestToken));
        Assert.Null(RemoteCallInfo.Get(exception)!.Output);
    }

    [Theory]
    [InlineData(ExecutionMode.Processes)]
    [InlineData(ExecutionMode.InProcess)]
    public async Task Arguments_and_worker_stand_in_the_info_of_an_exception(ExecutionMode mode)
    {
        ProcessPool pool = NewPool(1, options => options.ExecutionMode = mode);
        var exception = await Assert.ThrowsAsync<DivideByZeroException>(() => pool.DivideAsync(7, 0, TestToken));
        Assert.Equal("(7, 0)", RemoteCallInfo.Get(exception)!.Arguments);
        Assert.Equal(0, RemoteCallInfo.Get(exception)!.WorkerId);
        var own = await Assert.ThrowsAsync<RemoteCallException>(() => pool.FailAsync("own", TestToken));
        Assert.StartsWith("Work.Fail(\"own\") threw", own.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Arguments_and_worker_stand_in_the_message_of_a_crash()
    {
        ProcessPool pool = NewPool(1);
        var crash = await Assert.ThrowsAsync<WorkerCrashedException>(() => pool.ExitWithAsync(7, "Anna", [1, 2, 3], DayOfWeek.Monday, TestToken));
        Assert.StartsWith($"ErrorDetailWork.ExitWith(7, \"Anna\", Double[3], Monday): exit code 7 ended worker 0, process {crash.ProcessId},", crash.Message, StringComparison.Ordinal);
        Assert.Equal(0, crash.WorkerId);
        CallResult<int>[] results = await pool.DieTryMapAsync(["none", "exit7"], 5, cancellationToken: TestToken);
        Assert.StartsWith("Work.Die(\"exit7\"), item 1: ", results[1].Exception!.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_arguments_of_a_call_that_waited_are_told_unless_they_are_large()
    {
        ProcessPool pool = NewPool(1);
        string go = FileName("go");
        Task<int> first = pool.WaitForFileAsync(0, FileName("started"), go, TestToken);
        await Until(() => File.Exists(FileName("started.0")));
        Task<int> small = pool.PickAsync(new Picky(7), TestToken);
        Task<int> large = pool.ExitWithAsync(7, new string('x', 100_000), [], DayOfWeek.Monday, TestToken);
        await File.WriteAllTextAsync(go, "", TestToken);
        Assert.Equal(0, await first);
        Assert.Equal("(Picky)", RemoteCallInfo.Get(await Assert.ThrowsAnyAsync<Exception>(() => small))!.Arguments);
        Assert.Null(RemoteCallInfo.Get(await Assert.ThrowsAnyAsync<Exception>(() => large))!.Arguments);
    }

    [Fact]
    public async Task They_can_be_kept_out_of_logs()
    {
        ProcessPool pool = NewPool(1, options => options.DescribeArguments = false);
        var crash = await Assert.ThrowsAsync<WorkerCrashedException>(() => pool.ExitWithAsync(7, "secret", [], DayOfWeek.Monday, TestToken));
        Assert.StartsWith("ErrorDetailWork.ExitWith: ", crash.Message, StringComparison.Ordinal);
        Assert.Null(RemoteCallInfo.Get(crash)!.Arguments);
        CallResult<string>[] results = await pool.FailTryMapAsync(["own"], cancellationToken: TestToken);
        Assert.DoesNotContain("own", results[0].Exception!.Message, StringComparison.Ordinal);
    }

    // The two streams come through two pipes: which of them is read first is open.
    private static string Sorted(string lines) => string.Join('\n', lines.Split('\n', StringSplitOptions.RemoveEmptyEntries).Order(StringComparer.Ordinal)) + "\n";
}
