using ParallelGen.Supervision.Output;

namespace ParallelGen.Tests.Supervision;

public sealed class OutputWriterTests : IDisposable
{
    private const int Room = 100;

    private readonly ManualResetEventSlim _hasRoom = new();
    private readonly ManualResetEventSlim _isWriting = new();
    private readonly ManualResetEventSlim _mayGoOn = new();
    private readonly StringWriter _text = new();
    private readonly OutputWriter _writer;

    public OutputWriterTests() => _writer = new OutputWriter(Room, _hasRoom.Set);

    public void Dispose()
    {
        _mayGoOn.Set();
        _writer.Flush();
        _text.Dispose();
        _hasRoom.Dispose();
        _isWriting.Dispose();
        _mayGoOn.Dispose();
    }

    [Fact]
    public void Texts_are_written_one_after_the_other()
    {
        for (int number = 0; number < 100; number++)
            _writer.Add(() => _text, $"{number} ");
        _writer.Flush();
        Assert.Equal(string.Concat(Enumerable.Range(0, 100).Select(number => $"{number} ")), _text.ToString());
    }

    [Fact]
    public void Who_adds_does_not_wait_for_who_writes()
    {
        _writer.Add(Block, "first");
        _isWriting.Wait(TestContext.Current.CancellationToken);
        Assert.True(_writer.HasRoom);
        _writer.Add(() => _text, new string('x', Room));
        Assert.False(_writer.HasRoom);
        _writer.Flush(); // gives up
        Assert.Equal("", _text.ToString());

        _mayGoOn.Set();
        _hasRoom.Wait(TestContext.Current.CancellationToken);
        _writer.WaitForRoom(static () => false);
        _writer.Flush();
        Assert.Equal("first" + new string('x', Room), _text.ToString());
    }

    [Fact]
    public void Who_waits_for_the_text_does_not_wait_for_others_that_add_to_it()
    {
        _writer.Add(Block, "first");
        _isWriting.Wait(TestContext.Current.CancellationToken);
        using var others = new Timer(_ => _writer.Add(() => _text, "more"), null, 0, 10);
        _writer.Flush();
        Assert.Equal("", _text.ToString());
    }

    [Fact]
    public void Who_waits_for_room_can_be_called_off()
    {
        _writer.Add(Block, new string('x', Room));
        bool isHurried = false;
        var reader = new Thread(() => _writer.WaitForRoom(() => Volatile.Read(ref isHurried)));
        reader.Start();
        Volatile.Write(ref isHurried, true);
        _writer.Hurry();
        reader.Join();
        Assert.False(_writer.HasRoom);
    }

    [Fact]
    public void What_is_far_too_much_is_left_out_and_counted()
    {
        _writer.Add(Block, "first ");
        _isWriting.Wait(TestContext.Current.CancellationToken);
        for (int piece = 0; piece < 10; piece++)
            _writer.Add(() => _text, new string('x', Room));
        _mayGoOn.Set();
        _writer.Flush();
        Assert.Equal(4 * Room, _text.ToString().Count(character => character == 'x'));
        Assert.Contains($"{6 * Room} characters", _text.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_target_that_throws_stops_nothing()
    {
        _writer.Add(static () => throw new InvalidOperationException("closed"), "lost");
        _writer.Add(() => _text, "written");
        _writer.Flush();
        Assert.Equal("written", _text.ToString());
    }

    private StringWriter Block()
    {
        _isWriting.Set();
        _mayGoOn.Wait();
        return _text;
    }
}
