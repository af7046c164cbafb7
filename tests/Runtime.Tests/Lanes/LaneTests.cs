using ParallelGen.Lanes;
using ParallelGen.Protocol;

namespace ParallelGen.Tests.Lanes;

public sealed class LaneTests
{
    [Fact]
    public void The_first_item_goes_at_once_and_items_come_in_order()
    {
        using var lane = new LanePair();
        Assert.Equal(LaneOutcome.Sent, lane.Sender.TrySend("0"));
        Assert.Equal(1, lane.Carry());
        for (int number = 1; number < 5; number++)
            Assert.Equal(LaneOutcome.Sent, lane.Sender.TrySend(number.ToString(System.Globalization.CultureInfo.InvariantCulture)));
        for (int carried = 1; carried < 5;)
            carried += lane.Carry();
        Assert.Equal(["0", "1", "2", "3", "4"], lane.TakeAll());
    }

    [Fact]
    public async Task A_sender_stops_where_its_credit_ends_and_goes_on_with_the_reader()
    {
        using var lane = new LanePair();
        for (int number = 0; number < LaneWindow.First; number++)
            Assert.Equal(LaneOutcome.Sent, lane.Sender.TrySend("x"));
        Assert.Equal(LaneOutcome.NoRoom, lane.Sender.TrySend("y"));
        Task room = lane.Sender.RoomAsync();
        Assert.False(room.IsCompleted);
        for (int carried = 0; carried < LaneWindow.First;)
            carried += lane.Carry();
        Assert.Equal(LaneWindow.First, lane.TakeAll().Count);
        lane.CarryCredit();
        await room;
        Assert.Equal(LaneOutcome.Sent, lane.Sender.TrySend("y"));
    }

    [Fact]
    public void A_large_item_goes_alone_and_holds_up_the_next_until_it_is_read()
    {
        using var lane = new LanePair();
        string large = new('x', LaneWindow.LargestUnread);
        Assert.Equal(LaneOutcome.Sent, lane.Sender.TrySend(large));
        Assert.Equal(LaneOutcome.NoRoom, lane.Sender.TrySend("y"));
        lane.Carry();
        Assert.Equal([large], lane.TakeAll());
        lane.CarryCredit();
        Assert.Equal(LaneOutcome.Sent, lane.Sender.TrySend("y"));
    }

    [Fact]
    public void A_lane_that_keeps_the_latest_ends_with_it_however_large_the_one_before()
    {
        using var lane = new LanePair(keepsLatest: true);
        string large = new('x', LaneWindow.LargestUnread);
        Assert.Equal(LaneOutcome.Sent, lane.Sender.TrySend(large));
        lane.Carry();
        Assert.Equal(LaneOutcome.Sent, lane.Sender.TrySend("last")); // the other is not read yet
        lane.Sender.Close();
        lane.Carry();
        Assert.Equal([large, "last"], lane.TakeAll());
    }

    [Theory]
    [InlineData(LaneWindow.Largest, 0)]
    [InlineData(-1, 0)]
    [InlineData(1, 2)]
    [InlineData(1, -1)]
    public void A_credit_that_no_reader_can_grant_is_refused(int items, long bytes)
    {
        using var lane = new LanePair();
        Assert.Throws<ProtocolException>(() => lane.Sender.OnCredit(new LaneCredit(items, bytes)));
    }

    [Fact]
    public void An_item_beyond_the_limit_is_an_error_and_the_next_goes()
    {
        using var lane = new LanePair(maxItemBytes: 1000);
        Assert.Throws<PayloadTooLargeException>(() => lane.Sender.TrySend(new string('x', 1001)));
        Assert.Equal(LaneOutcome.Sent, lane.Sender.TrySend(new string('x', 900)));
        lane.Carry();
        Assert.Equal(900, Assert.Single(lane.TakeAll()).Length);
    }

    [Fact]
    public void An_item_that_cannot_be_encoded_leaves_nothing_behind()
    {
        using var lane = new LanePair();
        Assert.Equal("can't be written", Assert.Throws<FormatException>(() => lane.Sender.TrySend("unwritable")).Message);
        Assert.Equal(LaneOutcome.Sent, lane.Sender.TrySend("next"));
        lane.Carry();
        Assert.Equal(["next"], lane.TakeAll());
    }

    [Fact]
    public void An_item_that_cannot_be_decoded_is_named_and_its_frame_is_credited()
    {
        using var lane = new LanePair();
        for (int number = 0; number < LaneWindow.First; number++)
            lane.Sender.TrySend("unreadable");
        for (int carried = 0; carried < LaneWindow.First;)
            carried += lane.Carry();
        var error = Assert.Throws<CallSerializationException>(() => lane.Receiver.TryTake(out _));
        Assert.Equal("the test: an item could not be decoded: FormatException: can't be read", error.Message);
        while (lane.Receiver.TrySkip())
        {
        }
        lane.CarryCredit();
        Assert.Equal(LaneOutcome.Sent, lane.Sender.TrySend("more"));
    }

    [Fact]
    public async Task What_came_is_read_before_the_end()
    {
        using var lane = new LanePair();
        lane.Sender.TrySend("last");
        lane.Sender.Complete(null);
        lane.Carry();
        lane.CarryEnd();
        Assert.True(await lane.Receiver.WaitAsync(TestContext.Current.CancellationToken));
        Assert.Equal(["last"], lane.TakeAll());
        Assert.False(await lane.Receiver.WaitAsync(TestContext.Current.CancellationToken));
        Assert.Equal(LaneOutcome.Closed, lane.Sender.TrySend("late"));
    }

    [Fact]
    public async Task Who_waits_for_items_gets_the_reason_of_the_end()
    {
        using var lane = new LanePair();
        ValueTask<bool> waiting = lane.Receiver.WaitAsync(TestContext.Current.CancellationToken);
        lane.Receiver.OnEnd(new FormatException("the source broke"));
        Assert.True(await waiting); // look again
        Assert.False(lane.Receiver.TryTake(out _));
        Assert.Equal("the source broke", (await Assert.ThrowsAsync<FormatException>(async () => await lane.Receiver.WaitAsync(TestContext.Current.CancellationToken))).Message);
    }

    [Fact]
    public void The_latest_takes_the_place_of_what_was_not_sent_and_the_last_is_always_sent()
    {
        using var lane = new LanePair(keepsLatest: true);
        Assert.Equal(LaneOutcome.Sent, lane.Sender.TrySend("first"));
        lane.Carry();
        for (int number = 0; number < 100_000; number++)
            Assert.Equal(LaneOutcome.Sent, lane.Sender.TrySend("dropped"));
        Assert.Equal(LaneOutcome.Sent, lane.Sender.TrySend("latest"));
        Assert.Equal(["first"], lane.TakeAll());
        lane.CarryCredit();
        lane.Carry();
        Assert.True(lane.Receiver.TryTake(out string item));
        Assert.Equal("latest", item);
        lane.Sender.TrySend("last");
        lane.Sender.Close(); // without a credit
        lane.Carry();
        Assert.Equal(["last"], lane.TakeAll());
    }

    [Fact]
    public void A_cancelled_sender_waits_no_more()
    {
        using var lane = new LanePair();
        lane.Sender.Cancel();
        for (int number = 0; number < LaneWindow.First; number++)
            Assert.True(lane.Sender.Send("x"));
        Assert.False(lane.Sender.Send("dropped"));
    }

    [Fact]
    public void More_than_was_granted_breaks_the_protocol()
    {
        using var lane = new LanePair();
        Assert.Throws<ProtocolException>(() => lane.Receiver.OnItems(new LaneItems(new byte[100], 100, LaneWindow.First + 1)));
        lane.Receiver.OnItems(new LaneItems(new byte[LaneWindow.LargestUnread], LaneWindow.LargestUnread, 1));
        Assert.Throws<ProtocolException>(() => lane.Receiver.OnItems(new LaneItems(new byte[1], 1, 1)));
    }

    [Fact]
    public void Bytes_behind_the_items_are_an_error()
    {
        using var lane = new LanePair();
        lane.Receiver.OnItems(new LaneItems([0xA1, (byte)'x', 0xC0], 3, 1));
        Assert.Contains("1 bytes are left", Assert.Throws<CallSerializationException>(() => lane.Receiver.TryTake(out _)).Message, StringComparison.Ordinal);
    }
}
