using System.Runtime.InteropServices;

namespace NativeAot.Host;

internal static partial class Work
{
    private static string s_greeting = "";

    [WorkerInitializer]
    internal static void Greeting(string text) => s_greeting = text;

    [WorkerInitializer]
    internal static Task CheckAsync() => s_greeting.Length > 0 ? Task.CompletedTask : throw new InvalidOperationException("The initializer declared first did not run first.");

    [WorkerCleanup]
    internal static void Say() => Console.WriteLine($"cleaned up {Environment.ProcessId}");

    [RunInProcessPool]
    internal static string Greet(Person person) => $"{s_greeting}, {person.Name}: {person.Marks.Sum()}";

    [RunInProcessPool(EveryWorker = true)]
    internal static int Where() => Environment.ProcessId;

    [RunInProcessPool]
    internal static int Double(int data) => data * 2;

    [RunInProcessPool]
    internal static int Halve(int data) => data % 2 == 0 ? data / 2 : throw new ArgumentException("It is odd.", nameof(data));

    [RunInProcessPool]
    internal static void Sign(Range part, SharedArray<int> array) => array.Span[part].Fill(Environment.ProcessId);

    [RunInProcessPool]
    internal static long Sum(ReadOnlySpan<int> values)
    {
        long sum = 0;
        foreach (int value in values)
            sum += value;
        return sum;
    }

    [RunInProcessPool]
    internal static async Task<long> SumLaterAsync(ReadOnlyMemory<int> values)
    {
        await Task.Yield();
        return Sum(values.Span);
    }

    [RunInProcessPool]
    internal static void Crash() => Abort();

    [RunInProcessPool]
    internal static void Spin()
    {
        while (true)
        {
        }
    }

    [LibraryImport("libc", EntryPoint = "abort")]
    private static partial void Abort();
}
