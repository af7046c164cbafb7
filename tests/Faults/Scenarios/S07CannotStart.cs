using System.Diagnostics;

namespace Faults.Tests.Scenarios;

/// <summary>Workers that can't start: the pool gives up with the cause, and is disposed at any moment.</summary>
public sealed class S07CannotStart() : FaultTest(7)
{
    [Theory]
    [InlineData("DOTNET_STARTUP_HOOKS", "relative/hook.dll", "relative/hook.dll", 134)]      // the host refuses it
    [InlineData("DOTNET_GCHeapHardLimit", "10000", "GC heap initialization failed", 137)] // less than a runtime needs
    [InlineData("DOTNET_gcServer", "0", "directory", null)]                                  // a folder that is gone, see below
    public async Task The_reason_stands_in_the_exception(string variable, string value, string text, int? exitCode)
    {
        string folder = Directory.CreateDirectory(FileName("work")).FullName;
        ProcessPool pool = NewPool(2, options =>
        {
            options.Environment[variable] = value;
            options.WorkingDirectory = folder;
        });
        if (text == "directory")
            Directory.Delete(folder);
        for (int round = 0; round < 2; round++)
        {
            var exception = await Assert.ThrowsAsync<WorkerStartException>(() => pool.PlainAsync(1, TestToken));
            Assert.Contains(text, exception.Message, StringComparison.OrdinalIgnoreCase);
            Assert.Equal("Tasks.Plain", exception.Method);
            // Where a process was begun it told the reason itself.
            Assert.Equal((exitCode, exitCode is not null), (exception.ExitCode, exception.StandardError.Contains(text, StringComparison.OrdinalIgnoreCase)));
        }
        await Assert.ThrowsAsync<WorkerStartException>(() => pool.WarmUpAsync(TestToken));
    }

    [Fact]
    public async Task Disposal_does_not_wait_for_the_next_attempt()
    {
        double worst = 0;
        for (int round = 0; round < TestScale.Of(50); round++)
        {
            ProcessPool pool = NewPool(2, options => options.Environment["DOTNET_STARTUP_HOOKS"] = "relative/hook.dll");
            Task<int> call = pool.PlainAsync(1, TestToken);
            await Task.Delay(Random.Next(300), TestToken);
            long start = Stopwatch.GetTimestamp();
            await pool.DisposeAsync();
            worst = Math.Max(worst, Stopwatch.GetElapsedTime(start).TotalMilliseconds);
            Exception? exception = await Record.ExceptionAsync(() => call);
            Assert.True(exception is OperationCanceledException or WorkerStartException, exception?.ToString());
        }
        Report("disposal while starting is retried", "<= 1 s", $"worst {worst:0} ms");
    }

    [Fact]
    public async Task Workers_that_somebody_kills_while_they_start_do_not_break_the_pool()
    {
        ProcessPool pool = NewPool(2);
        Task<int> call = pool.PlainAsync(1, TestToken);
        // Far more often than a worker may fail to start by itself.
        var killed = new HashSet<int>();
        while (killed.Count < 20)
        {
            foreach (int worker in LinuxProcess.LiveChildren())
            {
                if (LinuxProcess.Signal(worker, LinuxProcess.SignalKill))
                    killed.Add(worker);
            }
            await Task.Delay(1, TestToken);
        }
        Exception? exception = await Record.ExceptionAsync(() => call);
        Assert.True(exception is null or WorkerCrashedException, exception?.ToString());
        Assert.Equal(3, await pool.PlainAsync(2, TestToken));
    }
}
