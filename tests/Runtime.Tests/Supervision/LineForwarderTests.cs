using ParallelGen.Supervision.Output;

namespace ParallelGen.Tests.Supervision;

public sealed class LineForwarderTests : IDisposable
{
    private readonly StringWriter _target = new();

    public void Dispose() => _target.Dispose();

    [Fact]
    public void Lines_come_out_whole_however_they_arrive()
    {
        byte[] bytes = System.Text.Encoding.UTF8.GetBytes("eins\nzwei ünd €\ndrei\n" + new string('y', 5_000) + "\n");
        foreach (int size in (int[])[1, 2, 3, 7, 100_000])
        {
            var lines = new LineForwarder(_target.Write);
            _target.GetStringBuilder().Clear();
            for (int start = 0; start < bytes.Length; start += size)
            {
                lines.Add(bytes.AsSpan(start, Math.Min(size, bytes.Length - start)));
                string text = _target.ToString();
                Assert.True(text.Length == 0 || text[^1] == '\n');
            }
            Assert.Equal(bytes, System.Text.Encoding.UTF8.GetBytes(_target.ToString()));
        }
    }

    [Fact]
    public void A_last_line_without_an_end_gets_one()
    {
        var lines = new LineForwarder(_target.Write);
        lines.Add("half"u8);
        Assert.Equal("", _target.ToString());
        lines.Finish();
        lines.Finish();
        Assert.Equal("half" + Environment.NewLine, _target.ToString());
    }

    [Fact]
    public void A_line_without_end_is_not_kept_for_ever()
    {
        var end = new TextTail(8192);
        var lines = new LineForwarder(_target.Write, end);
        byte[] piece = new byte[10_000];
        Array.Fill(piece, (byte)'x');
        for (int i = 0; i < 100; i++)
            lines.Add(piece);
        Assert.InRange(_target.ToString().Length, 900_000, 1_000_000);
        Assert.Equal(8192, end.ToString().Length);
    }

    [Theory]
    [InlineData(0, "")]
    [InlineData(1, "\n")]
    [InlineData(4, "end\n")]
    [InlineData(1000, "begin\nend\n")]
    public void No_more_of_the_end_is_kept_than_was_asked_for(int most, string kept)
    {
        var end = new TextTail(most);
        var lines = new LineForwarder(null, end);
        lines.Add("begin\n"u8);
        lines.Add("end\n"u8);
        Assert.Equal(kept, end.ToString());
        Assert.Equal(kept, end.Take());
        Assert.Equal("", end.Take());
    }
}
