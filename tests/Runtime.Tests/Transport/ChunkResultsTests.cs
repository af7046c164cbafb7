using ParallelGen.CompilerServices;
using ParallelGen.Encoding;
using ParallelGen.Protocol;
using ParallelGen.Tests.Encoding;

namespace ParallelGen.Tests.Transport;

public sealed class ChunkResultsTests
{
    [Fact]
    public void A_worker_that_says_it_did_more_than_there_is_has_done_nothing()
    {
        byte[] answer = Wire.Write((ref WireWriter writer) =>
        {
            writer.WriteColumn<int>([1, 2, 3, 4]);
            writer.WriteInt32(~9);
        });
        Assert.Contains("completed 9 of 4", Refused(answer), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(2, 2)]
    [InlineData(2, 1)]
    [InlineData(0, 4)]
    public void A_worker_says_of_each_item_once_that_it_failed(int first, int second)
    {
        byte[] answer = Wire.Write((ref WireWriter writer) =>
        {
            writer.WriteColumn<int>([1, 2, 3, 4]);
            foreach (int index in (int[])[first, second])
            {
                writer.WriteInt32(index);
                RemoteError.Of(new InvalidOperationException("no"), RemoteErrorOrigin.Method).Write(ref writer);
            }
            writer.WriteInt32(~4);
        });
        Assert.Contains($"item {second} of 4 failed", Refused(answer), StringComparison.Ordinal);
    }

    private static string Refused(byte[] answer)
    {
        var results = new ChunkResults<int>(new int[4]);
        var reader = new WireReader(answer);
        string? message = null;
        try
        {
            results.ReadColumn(ref reader);
        }
        catch (CallSerializationException exception)
        {
            message = exception.Message;
        }
        Assert.Equal(0, results.Completed);
        return message!;
    }
}
