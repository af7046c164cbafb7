using ParallelGen.Platform;

namespace ParallelGen.Tests.Platform;

public sealed class CorePinningTests
{
    [Theory]
    [InlineData(0b1111, 0, 1, 0b0001)]
    [InlineData(0b1111, 3, 1, 0b1000)]
    [InlineData(0b1111, 4, 1, 0b0001)]
    [InlineData(0b1011_0100, 0, 1, 0b0000_0100)]
    [InlineData(0b1011_0100, 1, 1, 0b0001_0000)]
    [InlineData(0b1011_0100, 1, 2, 0b1010_0000)]
    [InlineData(0b1111, 1, 3, 0b1011)]
    [InlineData(0b11, 7, 5, 0b11)]
    [InlineData(long.MinValue, 1_000_000_000, 2_000_000_000, long.MinValue)]
    public void Each_number_gets_the_cores_after_those_of_the_number_before(long allowed, int number, int threads, long chosen) =>
        Assert.Equal(chosen, CorePinning.Choose(allowed, number, threads));
}
