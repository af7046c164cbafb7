using ParallelGen.Lanes;

namespace ParallelGen.Tests.Lanes;

public sealed class LaneWindowTests
{
    [Fact]
    public void A_fast_reader_gets_a_long_window_in_few_credits()
    {
        var window = new LaneWindow(isSingle: false);
        int ahead = LaneWindow.First, credits = 0, read = 0;
        while (read < 1_000_000)
        {
            read++;
            ahead--;
            if (window.OnRead(1, out LaneCredit credit))
            {
                credits++;
                ahead += credit.Items;
            }
            // Never without credit: the sender would stop for ever.
            Assert.InRange(ahead, 1, LaneWindow.Largest);
        }
        Assert.True(ahead > LaneWindow.First);
        Assert.True(credits < read / LaneWindow.First);
    }

    [Fact]
    public void A_window_of_one_stays_one()
    {
        var window = new LaneWindow(isSingle: true);
        for (int i = 0; i < 100; i++)
        {
            Assert.True(window.OnRead(10, out LaneCredit credit));
            Assert.Equal(new LaneCredit(1, 10), credit);
        }
    }

    [Fact]
    public void Large_items_are_granted_by_their_bytes()
    {
        var window = new LaneWindow(isSingle: false);
        Assert.False(window.OnRead(1000, out _));
        Assert.True(window.OnRead(int.MaxValue, out LaneCredit credit));
        Assert.Equal(1000L + int.MaxValue, credit.Bytes);
        Assert.True(credit.Items >= 2);
    }
}
