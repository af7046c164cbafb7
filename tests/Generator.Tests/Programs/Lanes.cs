using System;
using System.Collections.Generic;
using System.Runtime.CompilerServices;
using System.Threading;
using System.Threading.Tasks;
using ParallelGen;

namespace App;

/// <summary>Reports of progress, and streams in both directions.</summary>
public static class Lanes
{
    [RunInProcessPool]
    public static int Train(IProgress<double> progress, int epochs, string? name = null)
    {
        progress.Report(name is null ? 0 : 1);
        return epochs;
    }

    [RunInProcessPool]
    public static void Quietly(IProgress<Step?>? progress = null, CancellationToken cancellationToken = default) => progress?.Report(null);

    [RunInProcessPool]
    public static IEnumerable<int> Count(int end)
    {
        for (int i = 0; i < end; i++)
            yield return i;
    }

    [RunInProcessPool(TimeoutMilliseconds = 1000)]
    public static async IAsyncEnumerable<string?> Lines(string text, IProgress<int>? progress, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (string line in text.Split('\n'))
        {
            await Task.Delay(1, cancellationToken);
            progress?.Report(line.Length);
            yield return line;
        }
    }

    [RunInProcessPool]
    public static IEnumerable<Step>? Perhaps() => null;

    [RunInProcessPool]
    public static async Task<long> SumAsync(IAsyncEnumerable<int> numbers, IAsyncEnumerable<Step?>? steps)
    {
        long sum = 0;
        await foreach (int number in numbers)
            sum += number;
        if (steps is not null)
        {
            await foreach (Step? step in steps)
                sum += step?.Number ?? 0;
        }

        return sum;
    }

    [RunInProcessPool]
    public static int[] Whole(int end) => new int[end];
}

public sealed record Step(int Number, string Title);
