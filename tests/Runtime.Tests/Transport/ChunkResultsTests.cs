using ParallelGen.CompilerServices;
using ParallelGen.Encoding;
using ParallelGen.Tests.Encoding;

namespace ParallelGen.Tests.Transport;

public sealed class ChunkResultsTests
{
    [Fact]
    public void A_worker_that_says_it_did_more_than_there_is_has_done_nothing()
    {
        int[] room = new int[4];
        var results = new ChunkResults<int>(room);
        byte[] answer = Wire.Write((ref WireWriter writer) =>
        {
            writer.WriteColumn<int>([1, 2, 3, 4]);
            writer.WriteInt32(~9);
        });
        var reader = new WireReader(answer);
        Exception? exception = null;
        try
        {
            results.ReadColumn(ref reader);
        }
        catch (CallSerializationException problem)
        {
            exception = problem;
        }
        Assert.Contains("completed 9 of 4", exception!.Message, StringComparison.Ordinal);
        Assert.Equal(0, results.Completed);
    }
}
