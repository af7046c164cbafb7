using ParallelGen.Transport;

namespace ParallelGen.Tests.Transport;

public sealed class SpinBudgetTests
{
    [Fact]
    public void Never_never_polls_and_always_always_does()
    {
        var never = new SpinBudget(SpinPolicy.Never, 8);
        var always = new SpinBudget(SpinPolicy.Always, 1);
        for (int i = 0; i < 100; i++)
        {
            Assert.Equal(0, never.NextMicroseconds());
            Assert.Equal(SpinBudget.WindowMicroseconds, always.NextMicroseconds());
            always.OnMissed();
        }
    }

    [Fact]
    public void On_one_core_nobody_polls() => Assert.Equal(0, new SpinBudget(SpinPolicy.Adaptive, 1).NextMicroseconds());

    [Fact]
    public void Polls_that_find_nothing_become_rare()
    {
        var budget = new SpinBudget(SpinPolicy.Adaptive, 2);
        var polls = new List<int>();
        for (int i = 0; i < 1_000; i++)
        {
            if (budget.NextMicroseconds() == 0)
                continue;
            polls.Add(i);
            budget.OnMissed();
        }
        // After a few that are forgiven the distance doubles.
        Assert.Equal([0, 1, 2, 4, 7, 12, 21, 38, 71, 136, 201], polls[..11]);
        Assert.Equal(65, polls[^1] - polls[^2]);
    }

    [Fact]
    public void A_poll_that_finds_something_brings_the_others_back()
    {
        var budget = new SpinBudget(SpinPolicy.Adaptive, 2);
        for (int i = 0; i < 300; i++)
        {
            if (budget.NextMicroseconds() > 0)
                budget.OnMissed();
        }
        int waits = 0;
        int window;
        while ((window = budget.NextMicroseconds()) == 0)
            waits++;
        Assert.InRange(waits, 0, 64);
        Assert.Equal(SpinBudget.ProbeMicroseconds, window);
        budget.OnFound(hasYielded: false);
        for (int i = 0; i < 100; i++)
        {
            Assert.Equal(SpinBudget.WindowMicroseconds, budget.NextMicroseconds());
            budget.OnFound(hasYielded: false);
        }
    }

    [Fact]
    public void Two_sides_that_share_a_core_offer_it_sooner()
    {
        var budget = new SpinBudget(SpinPolicy.Adaptive, 2);
        int most = budget.Looks;
        for (int i = 0; i < 10; i++)
            budget.OnFound(hasYielded: true);
        Assert.InRange(budget.Looks, 1, most / 8);
        for (int i = 0; i < 10; i++)
            budget.OnFound(hasYielded: false);
        Assert.Equal(most, budget.Looks);
    }
}
