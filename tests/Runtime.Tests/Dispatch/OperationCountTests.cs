using ParallelGen.Dispatch;

namespace ParallelGen.Tests.Dispatch;

public sealed class OperationCountTests
{
    [Fact]
    public void It_is_drained_when_it_is_closed_and_the_last_has_ended()
    {
        var count = new OperationCount();
        Assert.True(count.TryBegin());
        Assert.True(count.TryBegin());
        count.End();
        Task drained = count.Close();
        Assert.True(count.IsClosed);
        Assert.False(count.TryBegin());
        Assert.False(drained.IsCompleted);
        count.End();
        Assert.True(drained.IsCompleted);
        Assert.Same(drained, count.Close());
        Assert.False(count.TryBegin());
    }

    [Fact]
    public void An_idle_one_is_drained_at_once() => Assert.True(new OperationCount().Close().IsCompleted);

    [Fact]
    public void What_is_free_is_taken_once()
    {
        var free = new FreeList<object>();
        Assert.Null(free.Take());
        object[] objects = [.. Enumerable.Range(0, 1_000).Select(_ => new object())];
        foreach (object one in objects)
            free.Return(one);
        var taken = new HashSet<object>(ReferenceEqualityComparer.Instance);
        while (free.Take() is { } one)
            Assert.True(taken.Add(one));
        Assert.InRange(taken.Count, 100, 300);
    }
}
