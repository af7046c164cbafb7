using System.CommandLine;
using System.Diagnostics;
using CrashIsolation;
using ParallelGen;
using Samples;

Option<int> workers = CommandLine.Workers();
Option<bool> sequential = new("--sequential") { Description = "Run the harmless items only, one after the other in this process." };
RootCommand command = new("Runs a list of items, some of which crash their process, leave it or never end. All others get their answer.") { workers, sequential };
command.SetAction((arguments, cancellationToken) => RunAsync(arguments.GetValue(workers), arguments.GetValue(sequential), cancellationToken));
return await command.Parse(args).InvokeAsync();

static async Task<int> RunAsync(int workers, bool sequentialOnly, CancellationToken cancellationToken)
{
    const long heapLimitBytes = 256L << 20;
    Terminal.Prepare();
    WorkItem[] items = WorkItem.List();

    long started = Stopwatch.GetTimestamp();
    int?[] primes = [.. items.Select(item => item.Fate == Fate.Answers ? Primes.Count(item).Primes : (int?)null)];
    Console.WriteLine($"In this process: {primes.Count(answer => answer is not null)} harmless items in {Stopwatch.GetElapsedTime(started).TotalSeconds:F2} s.");
    if (sequentialOnly)
        return 0;

    started = Stopwatch.GetTimestamp();
    // What a dying worker writes to its standard error stands in its exception; here it would only disturb the table.
    await using ProcessPool pool = new(new ProcessPoolOptions
    {
        WorkerCount = workers,
        WorkerOutput = WorkerOutput.Discard,
        WorkerGC = { HeapHardLimitBytes = heapLimitBytes },
    });
    CallResult<Answer>[] results = await pool.CountTryMapAsync(items, cancellationToken: cancellationToken);
    TimeSpan elapsed = Stopwatch.GetElapsedTime(started);

    bool[] asExpected = [.. results.Select(result => Expectation.IsMet(items[result.Index], primes[result.Index], result))];
    OutcomeTable.Write(items, results, asExpected);
    int wrong = asExpected.Count(right => !right);
    Console.WriteLine(
        $"With {workers} workers: {results.Count(result => result.IsSuccess)} answered, {results.Count(result => !result.IsSuccess)} failed" +
        (wrong == 0 ? $" as they should, in {elapsed.TotalSeconds:F2} s." : $"; {wrong} not as they should."));
    return wrong == 0 && results.Length == items.Length ? 0 : 1;
}
