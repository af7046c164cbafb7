namespace Faults.Tests.Scenarios;

/// <summary>Nobody reads what workers print, for a while.</summary>
public sealed class S14SilentReader() : FaultTest(14)
{
    [Fact]
    public async Task It_holds_up_neither_ends_nor_successors_nor_the_disposal()
    {
        await using var host = new HostProcess("silent-reader", Folder);
        (int code, string output, string errors) = await host.EndAsync(TestToken);
        Assert.True(code == 0, $"{code} {output}{errors}");
    }
}
