using System.Runtime.CompilerServices;
using EndToEnd.Library;
using ParallelGen;

/// <summary>All that this program does with the library, in methods of their own: code that names it loads it when it is compiled, before it runs.</summary>
internal static class LibraryUse
{
    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static async Task CallAsync(ProcessPool pool)
    {
        Console.WriteLine($"distance {await pool.DistanceAsync(new Point(0, 0), new Point(3, 4))}");
        Console.WriteLine($"grid {(await pool.GridAsync(3)).Count}");
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static async Task PrintRunsAsync(ProcessPool pool) =>
        Console.WriteLine($"runs {string.Join(' ', await pool.RunsOnEveryWorkerAsync())}");

    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static async Task RunAsync(ProcessPool pool) => await pool.RunsAsync();
}
