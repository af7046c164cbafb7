using System.Globalization;
using ParallelGen.CompilerServices;
using ParallelGen.Dispatch;

namespace ParallelGen.Tests.Dispatch;

public sealed class ArgumentSummaryTests
{
    [Fact]
    public void Values_and_texts_are_told_and_of_other_things_the_type()
    {
        Assert.Equal("()", ArgumentSummary.Of(default(Unit)));
        Assert.Equal("(7)", ArgumentSummary.Of(7));
        Assert.Equal("(null)", ArgumentSummary.Of<string?>(null));
        Assert.Equal("(\"a b\")", ArgumentSummary.Of("a\nb"));
        Assert.Equal("(1.5, true, \"c\", Monday, (1, 2), null)", ArgumentSummary.Of((1.5, true, 'c', DayOfWeek.Monday, (1, 2), (int?)null)));
        Assert.Equal("(Int32[3], String[][2], Double[2, 3], List<Dictionary<String, Int32>>)",
            ArgumentSummary.Of((new int[3], new string[2][], new double[2, 3], new List<Dictionary<string, int>>())));
        Assert.Equal("(1, 2, 3, 4, 5, 6, 7, 8, 9)", ArgumentSummary.Of((1, 2, 3, 4, 5, 6, 7, 8, 9)));
        Assert.Equal("(00000000-0000-0000-0000-000000000000, 01:00:00)", ArgumentSummary.Of((Guid.Empty, TimeSpan.FromHours(1))));
    }

    [Fact]
    public void It_is_the_same_in_every_culture()
    {
        CultureInfo before = CultureInfo.CurrentCulture;
        CultureInfo.CurrentCulture = new CultureInfo("de-DE");
        Assert.Equal("(1.5, 12.50)", ArgumentSummary.Of((1.5, 12.50m)));
        CultureInfo.CurrentCulture = before;
    }

    [Fact]
    public void What_is_long_is_cut()
    {
        Assert.Equal($"(\"{new string('x', 60)}...\")", ArgumentSummary.Of(new string('x', 1_000_000)));
        Assert.Equal($"(\"{new string('x', 59)}...\")", ArgumentSummary.Of(new string('x', 59) + "\U0001F600")); // no half of a pair
        string text = new('y', 60);
        string many = ArgumentSummary.Of((text, text, text, text, text, text));
        Assert.InRange(many.Length, 100, 250);
        Assert.EndsWith("...)", many, StringComparison.Ordinal);
    }

    [Fact]
    public void No_code_of_the_users_runs()
    {
        Assert.Equal("(Loud)", ArgumentSummary.Of(new Loud()));
        Assert.Equal("(LoudValue, 1)", ArgumentSummary.Of((new LoudValue(), 1)));
    }

    private sealed class Loud : IFormattable
    {
        public override string ToString() => throw new InvalidOperationException("not asked for");

        public string ToString(string? format, IFormatProvider? formatProvider) => ToString();
    }

    private readonly struct LoudValue : IFormattable
    {
        public override string ToString() => throw new InvalidOperationException("not asked for");

        public string ToString(string? format, IFormatProvider? formatProvider) => ToString();
    }
}
