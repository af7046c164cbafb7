using System.Globalization;
using ParallelGen;

namespace EndToEnd.Tests;

public sealed class InitializerTests : PoolTest
{
    private static readonly string[] s_both = ["first a", "second 1+2 default"];

    private string[] Attempts(string file) => File.Exists(FileName(file)) ? File.ReadAllLines(FileName(file)) : [];

    [Fact]
    public async Task They_run_in_each_worker_before_its_calls_in_declared_order()
    {
        ProcessPool pool = NewPool(3, options => options.UseSecondOfAll([1, 2]).UseFirstOfAll("a"));
        string[][] logs = await pool.LogOnEveryWorkerAsync(TestToken);
        Assert.Equal(3, logs.Length);
        Assert.All(logs, log => Assert.Equal(s_both, log));
    }

    [Fact]
    public async Task They_run_where_the_options_name_them_only()
    {
        ProcessPool pool = NewPool(1);
        Assert.Empty(await pool.LogAsync(TestToken));
    }

    [Fact]
    public async Task A_replacement_is_prepared_too()
    {
        ProcessPool pool = NewPool(1, options => options.UseFirstOfAll("a").UseDescribe(true));
        Assert.Equal(["first a", "True 0 0 0"], await pool.LogAsync(TestToken));
        await Assert.ThrowsAsync<WorkerCrashedException>(() => pool.DieAsync("exit7", 0, TestToken));
        Assert.Equal(["first a", "True 0 1 0"], await pool.LogAsync(TestToken));
    }

    [Fact]
    public async Task A_spare_is_prepared_when_it_starts()
    {
        ProcessPool pool = NewPool(1, options =>
        {
            options.SpareWorkers = 1;
            options.UseFirstOfAll("a").UseDescribe(true);
        });
        await pool.WarmUpAsync(TestToken);
        await Until(() => pool.Dispatcher.ReadySpares.Length == 1);
        await Assert.ThrowsAsync<WorkerCrashedException>(() => pool.DieAsync("exit7", 0, TestToken));
        Assert.Equal(["first a", "True -1 0 0"], await pool.LogAsync(TestToken));
        Assert.Equal("0.1", await pool.NumberAsync(TestToken));
    }

    [Fact]
    public async Task Arguments_are_read_when_they_are_named_and_the_last_count()
    {
        int[] numbers = [1, 2];
        ProcessPoolOptions options = new ProcessPoolOptions { WorkerCount = 1 }.UseSecondOfAll([9], "before").UseSecondOfAll(numbers, "after");
        numbers[0] = 8;
        await using var pool = new ProcessPool(options);
        options.UseFirstOfAll("too late");
        Assert.Equal(["second 1+2 after"], await pool.LogAsync(TestToken));
    }

    [Fact]
    public async Task Arguments_of_any_size_arrive()
    {
        foreach (PoolTransport transport in new[] { PoolTransport.SharedMemory, PoolTransport.Socket })
        {
            string text = new('x', 5_000_000);
            ProcessPool pool = NewPool(2, options =>
            {
                options.Transport = transport;
                options.UseFirstOfAll(text);
            });
            Assert.Equal(["first " + text], await pool.LogAsync(TestToken));
        }
    }

    [Fact]
    public void Arguments_that_are_too_large_for_the_pool_are_an_error_at_once()
    {
        ProcessPoolOptions options = new ProcessPoolOptions { MaxPayloadBytes = 1000 }.UseFirstOfAll(new string('x', 2000));
        var exception = Assert.Throws<PayloadTooLargeException>(() => new ProcessPool(options));
        Assert.Equal(1000, exception.Limit);
        Assert.Contains("WorkerStateWork.FirstOfAll", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_that_throws_is_a_start_exception_with_its_stack_and_the_next_call_tries_again()
    {
        await File.WriteAllTextAsync(FileName("condition"), "", TestToken);
        ProcessPool pool = NewPool(1, options => options.UseFailWhile(FileName("condition"), FileName("attempts")));
        var exception = await Assert.ThrowsAsync<WorkerStartException>(() => pool.LogAsync(TestToken));
        Assert.Equal("WorkerStateWork.FailWhile", exception.Initializer);
        Assert.Equal("WorkerStateWork.Log", exception.Method);
        Assert.Contains("The model is broken.", exception.Message, StringComparison.Ordinal);
        var inner = Assert.IsType<InvalidDataException>(exception.InnerException);
        Assert.Contains(nameof(WorkerStateWork.FailWhile), inner.StackTrace, StringComparison.Ordinal);
        Assert.Equal("It has no header.", Assert.IsType<FormatException>(inner.InnerException).Message);
        // An exception is its answer: nobody starts another process to hear it again.
        Assert.Single(Attempts("attempts"));
        File.Delete(FileName("condition"));
        Assert.Empty(await pool.LogAsync(TestToken));
        Assert.Equal(2, Attempts("attempts").Length);
    }

    [Fact]
    public async Task Warming_up_says_that_one_threw()
    {
        await File.WriteAllTextAsync(FileName("condition"), "", TestToken);
        ProcessPool pool = NewPool(2, options => options.UseFailWhile(FileName("condition"), FileName("attempts")));
        var exception = await Assert.ThrowsAsync<WorkerStartException>(() => pool.WarmUpAsync(TestToken));
        Assert.Equal("WorkerStateWork.FailWhile", exception.Initializer);
    }

    [Fact]
    public async Task One_that_throws_for_a_replacement_leaves_the_others_at_work()
    {
        ProcessPool pool = NewPool(2, options => options.UseFailWhile(FileName("condition"), FileName("attempts")));
        await pool.WarmUpAsync(TestToken);
        await File.WriteAllTextAsync(FileName("condition"), "", TestToken);
        int before = Attempts("attempts").Length; // one or two: they may have written over each other
        await Assert.ThrowsAsync<WorkerCrashedException>(() => pool.DieAsync("exit7", 0, TestToken));
        await Until(() => Attempts("attempts").Length > before);
        for (int call = 0; call < 100; call++)
            Assert.Equal(2 * call, await pool.DoubleAsync(call, TestToken));
        File.Delete(FileName("condition"));
        await pool.WarmUpAsync(TestToken);
    }

    [Fact]
    public async Task One_that_does_not_end_is_ended_with_its_worker()
    {
        ProcessPool pool = NewPool(1, options =>
        {
            options.StartTimeout = TimeSpan.FromSeconds(2);
            options.UseBlock(FileName("started"));
        });
        var exception = await Assert.ThrowsAsync<WorkerStartException>(() => pool.LogAsync(TestToken));
        Assert.Equal("WorkerStateWork.Block", exception.Initializer);
        Assert.Contains("start timeout", exception.Message, StringComparison.Ordinal);
        int process = int.Parse(Assert.Single(Attempts("started")), CultureInfo.InvariantCulture);
        Assert.Equal(process, exception.ProcessId);
        await Until(() => !IsAlive(process));
    }

    [Fact]
    public async Task One_that_looks_at_its_token_may_end_by_itself()
    {
        ProcessPool pool = NewPool(1, options =>
        {
            options.StartTimeout = TimeSpan.FromSeconds(2);
            options.CancellationGracePeriod = TimeSpan.FromMinutes(1);
            options.UseWait(FileName("started"));
        });
        var exception = await Assert.ThrowsAsync<WorkerStartException>(() => pool.LogAsync(TestToken));
        Assert.Equal("WorkerStateWork.WaitAsync", exception.Initializer);
        Assert.Contains(nameof(TaskCanceledException), exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Disposal_waits_for_none()
    {
        ProcessPool pool = NewPool(1, options =>
        {
            options.ShutdownGracePeriod = TimeSpan.FromMinutes(1);
            options.UseBlock(FileName("started"));
        });
        Task<string[]> call = pool.LogAsync(TestToken);
        await Until(() => Attempts("started").Length == 1);
        await pool.DisposeAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
    }

    [Fact]
    public async Task One_may_use_a_pool_itself()
    {
        ProcessPool pool = NewPool(1, options => options.UseUsePool(21));
        Assert.Equal(["first of the inner pool", "inner 42 first of the inner pool"], await pool.LogAsync(TestToken));
    }

    [Fact]
    public async Task In_process_they_run_once_for_all_workers()
    {
        string text = Guid.NewGuid().ToString();
        ProcessPool pool = NewPool(3, options =>
        {
            options.ExecutionMode = ExecutionMode.InProcess;
            options.UseFirstOfAll(text);
        });
        string[][] logs = await pool.LogOnEveryWorkerAsync(TestToken);
        Assert.Equal(3, logs.Length);
        Assert.All(logs, log => Assert.Single(log, line => line == "first " + text));
    }

    [Fact]
    public async Task In_process_one_that_fails_is_tried_again_by_the_next_call()
    {
        await File.WriteAllTextAsync(FileName("condition"), "", TestToken);
        ProcessPool pool = NewPool(1, options =>
        {
            options.ExecutionMode = ExecutionMode.InProcess;
            options.UseFailWhile(FileName("condition"), FileName("attempts"));
        });
        var exception = await Assert.ThrowsAsync<WorkerStartException>(() => pool.DoubleAsync(1, TestToken));
        Assert.IsType<InvalidDataException>(exception.InnerException);
        File.Delete(FileName("condition"));
        Assert.Equal(2, await pool.DoubleAsync(1, TestToken));
        Assert.Equal(2, Attempts("attempts").Length);
    }

    [Fact]
    public async Task In_a_worker_they_run_once_for_its_pool()
    {
        ProcessPool pool = NewPool(1);
        Assert.Equal("first inner | 1", await pool.NestedLogAsync("inner", TestToken));
        // Another pool in the same worker has options of its own.
        Assert.Equal("first inner, first other | 1", await pool.NestedLogAsync("other", TestToken));
    }

    [Fact]
    public async Task In_process_one_may_use_its_own_pool()
    {
        ProcessPool pool = NewPool(2, options =>
        {
            options.ExecutionMode = ExecutionMode.InProcess;
            options.UseUseOwnPool(21);
        });
        WorkerStateWork.OwnPool = pool;
        Assert.Equal(2, await pool.DoubleAsync(1, TestToken));
        Assert.Equal(42, WorkerStateWork.OwnAnswer);
    }

    [Fact]
    public async Task They_run_in_this_process_where_a_call_of_the_pool_runs_in_it()
    {
        string text = Guid.NewGuid().ToString();
        ProcessPool pool = NewPool(1, options => options.UseFirstOfAll(text));
        Assert.Equal(2, await pool.DoubleAsync(1, TestToken)); // it has workers of its own
        WorkerStateWork.OwnPool = pool;
        ProcessPool inProcess = NewPool(1, options => options.ExecutionMode = ExecutionMode.InProcess);
        Assert.Single(await inProcess.OwnLogAsync(TestToken), line => line == "first " + text);
        Assert.Single(await inProcess.OwnLogAsync(TestToken), line => line == "first " + text);
    }
}
