using ParallelGen.Dispatch.Maps;

namespace ParallelGen.Tests.Dispatch;

public sealed class ItemSourceTests
{
    [Fact]
    public async Task What_came_before_an_exception_is_taken_before_it()
    {
        await using ItemSource<int> source = ItemSource<int>.Of(Broken());
        ItemBatch<int> batch = await source.TakeAsync(10);
        Assert.Equal([1, 2, 3], batch.Span.ToArray());
        await Assert.ThrowsAsync<FormatException>(async () => await source.TakeAsync(10));
    }

    [Fact]
    public async Task What_came_before_an_exception_of_an_asynchronous_source_is_taken_before_it()
    {
        await using var source = new AsyncSource<int>(BrokenAsync(), CancellationToken.None);
        ItemBatch<int> batch = await source.TakeAsync(10);
        Assert.Equal([1, 2, 3], batch.Span.ToArray());
        await Assert.ThrowsAsync<FormatException>(async () => await source.TakeAsync(10));
    }

    private static IEnumerable<int> Broken()
    {
        for (int number = 1; number <= 3; number++)
            yield return number;
        throw new FormatException("on purpose");
    }

    private static async IAsyncEnumerable<int> BrokenAsync()
    {
        await Task.CompletedTask;
        foreach (int number in Broken())
            yield return number;
    }
}
