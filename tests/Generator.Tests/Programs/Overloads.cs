using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;
using ParallelGen;

namespace App;

public static class Overloads
{
    [RunInProcessPool]
    public static int Load(int id) => id;

    [RunInProcessPool]
    public static int Load(int id, string kind = "") => id + kind.Length;

    [RunInProcessPool]
    public static string Load(string path) => path;

    [RunInProcessPool]
    public static int Load(List<string> all) => all.Count;

    [RunInProcessPool]
    public static int Load((int, string)[] pairs) => pairs.Length;
}

public static class Callers
{
    public static async Task Bind(ProcessPool pool, Both both, CancellationToken token)
    {
        int one = await pool.LoadAsync(1);
        one = await pool.LoadAsync(1, "x");
        one = await pool.LoadAsync(1, token);
        one = await pool.LoadAsync(["a", "b"]);
        string text = await pool.LoadAsync("path", cancellationToken: token);
        int[] none = await pool.LoadMapAsync(new List<int>());
        none = await pool.LoadMapAsync([1, 2, 3], options: new() { ChunkSize = 1 });
        none = await pool.LoadMapAsync([1, 2, 3], "x", new MapOptions(), token);
        none = await pool.LoadMapAsync([(1, "a"), (2, "b")]);
        string[] texts = await pool.LoadMapAsync(new[] { "a" });
        CallResult<int>[] tried = await pool.LoadTryMapAsync([(1, "a")], cancellationToken: token);
        await foreach (int item in pool.LoadStreamAsync(both).WithCancellation(token))
            one += item;
        await foreach (CallResult<int> item in pool.LoadTryStreamAsync(both, options: new() { Ordered = false }))
            one += item.Value;
        _ = (one, text, none, texts, tried);
    }

    public static async Task BindSingle(ProcessPool pool, Both both)
    {
        int[] none = await pool.AddMapAsync([]);
        none = await pool.AddMapAsync(null!);
        none = await pool.AddMapAsync([], 3);
        none = await pool.AddMapAsync([(1, 2)]);
        await foreach (int item in pool.AddStreamAsync(both, 5))
            _ = item;
        _ = pool.AddStreamAsync([]);
        _ = pool.AddStreamAsync(null!);
        _ = pool.AddTryStreamAsync([]);
        _ = pool.AddTryMapAsync([], options: null);
        _ = ArithmeticPoolExtensions.AddAsync(pool, 1, 2);
        _ = none;
    }
}

public static class Arithmetic
{
    [RunInProcessPool]
    public static int Add(int left, int right = 0) => left + right;
}

public abstract class Both : IEnumerable<int>, IAsyncEnumerable<int>
{
    public abstract IEnumerator<int> GetEnumerator();

    System.Collections.IEnumerator System.Collections.IEnumerable.GetEnumerator() => GetEnumerator();

    public abstract IAsyncEnumerator<int> GetAsyncEnumerator(CancellationToken cancellationToken = default);
}
