using System.Threading;
using System.Threading.Tasks;
using ParallelGen;

[assembly: System.CLSCompliant(true)]

namespace App;

/// <summary>Methods without a result.</summary>
public static class NoResult
{
    [RunInProcessPool]
    public static void Log(string line) => _ = line;

    [RunInProcessPool]
    public static Task StoreAsync(int key, string value) => value.Length == key ? Task.CompletedTask : Task.Delay(1);

    [RunInProcessPool]
    public static ValueTask Tick(long time, CancellationToken cancellationToken) => new(Task.Delay((int)time, cancellationToken));

    [RunInProcessPool]
    public static void Nothing() { }

    [RunInProcessPool]
    public static Task<int>? Perhaps(int x) => x == 0 ? null : Task.FromResult(x);

    [RunInProcessPool]
    public static ValueTask<string> Name(CancellationToken first, CancellationToken second) =>
        new(first == second ? "one" : "two");
}
