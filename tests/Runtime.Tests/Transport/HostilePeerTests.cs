using ParallelGen.Platform;
using ParallelGen.Protocol;
using ParallelGen.Transport;
using ParallelGen.Transport.SharedMemory;

namespace ParallelGen.Tests.Transport;

/// <summary>
/// A worker that writes anything, anywhere it can, at any moment: the parent gets a value or a documented exception, stays within its memory,
/// and hears of the end.
/// </summary>
public sealed unsafe class HostilePeerTests : SharedMemoryTest
{
    public static TheoryData<long> NonsenseTails() => [8, 24, 31, 33, -8, long.MinValue, long.MaxValue, SharedMemoryPair.SmallRing + 8, 1L << 40];

    [Theory]
    [MemberData(nameof(NonsenseTails))]
    public void A_tail_that_makes_no_sense_is_refused(long tail)
    {
        (LocalSocket here, LocalSocket there) = SocketPair.Create();
        (Segment parent, Segment worker) = SharedMemoryPair.CreateSegments(here, there, SharedMemoryPair.SmallRing);
        using (there)
        using (worker)
        using (var connection = new ParentConnection(here, parent, 1000))
        {
            worker.Shared->UpTail = tail;
            Assert.Throws<ProtocolException>(() => connection.Receive(out _));
        }
    }

    [Theory]
    [InlineData(1001)]
    [InlineData(400)]
    [InlineData(-1)]
    public void A_length_that_makes_no_sense_is_refused(int length)
    {
        (LocalSocket here, LocalSocket there) = SocketPair.Create();
        (Segment parent, Segment worker) = SharedMemoryPair.CreateSegments(here, there, SharedMemoryPair.SmallRing);
        using (there)
        using (worker)
        using (var connection = new ParentConnection(here, parent, 1000))
        {
            (new FrameHeader(FrameKind.Result, 1) { Length = length }).Write(new Span<byte>(worker.Up.Start, FrameHeader.Size));
            worker.Shared->UpTail = FrameHeader.Size + 392;
            Assert.Throws<ProtocolException>(() => connection.Receive(out _));
        }
    }

    [Theory]
    [InlineData(12)]
    [InlineData(-8)]
    [InlineData(1L << 50)]
    public void A_head_beyond_what_was_sent_ends_the_connection_and_no_request(long head)
    {
        (LocalSocket here, LocalSocket there) = SocketPair.Create();
        (Segment parent, Segment worker) = SharedMemoryPair.CreateSegments(here, there, SharedMemoryPair.SmallRing);
        using (there)
        using (worker)
        using (var connection = new ParentConnection(here, parent, int.MaxValue))
        {
            worker.Shared->DownHead = head;
            byte[] data = Bytes(100_000);
            try
            {
                Send(connection, Call(1), data);
            }
            catch (ConnectionLostException)
            {
                // Only if it was met before the frame was complete.
            }
            Assert.False(connection.Receive(out _));
            AssertPayload(data, connection.TakeUnclaimed(0, 1));
        }
    }

    [Fact]
    public void A_claim_word_that_makes_no_sense_counts_as_claimed()
    {
        (LocalSocket here, LocalSocket there) = SocketPair.Create();
        (Segment parent, Segment worker) = SharedMemoryPair.CreateSegments(here, there, SharedMemoryPair.SmallRing);
        using (there)
        using (worker)
        using (var connection = new ParentConnection(here, parent, 1000))
        {
            foreach (long word in (long[])[0, -1, RequestSlot.SentWord(2), RequestSlot.RevokedWord(1), 77])
            {
                Send(connection, Call(1), [1]);
                worker.Slot(0)->ClaimWord = word;
                Assert.NotEqual(0, connection.ClaimedAt(0, 1));
                Assert.False(connection.TryRevoke(0, 1));
                Assert.Null(connection.TakeUnclaimed(0, 1));
            }
            // Set back after it was revoked: revoked once is revoked.
            Send(connection, Call(3), [1]);
            Assert.True(connection.TryRevoke(0, 3));
            worker.Slot(0)->ClaimWord = RequestSlot.SentWord(3);
            Assert.False(connection.TryRevoke(0, 3));
        }
    }

    [Fact]
    public void The_time_of_a_claim_is_what_can_be()
    {
        (LocalSocket here, LocalSocket there) = SocketPair.Create();
        (Segment parent, Segment worker) = SharedMemoryPair.CreateSegments(here, there, SharedMemoryPair.SmallRing);
        using (there)
        using (worker)
        using (var connection = new ParentConnection(here, parent, 1000))
        {
            long before = System.Diagnostics.Stopwatch.GetTimestamp();
            Send(connection, Call(1) with { Flags = FrameFlags.Timed }, [1]);
            foreach (long time in (long[])[0, -1, long.MinValue, long.MaxValue])
            {
                worker.Slot(0)->ClaimTime = time;
                worker.Slot(0)->ClaimWord = RequestSlot.ClaimedWord(1);
                long claimedAt = connection.ClaimedAt(0, 1);
                Assert.InRange(claimedAt, before, System.Diagnostics.Stopwatch.GetTimestamp());
                // One that moves along with the clock is never long ago.
                SpinWait.SpinUntil(() => System.Diagnostics.Stopwatch.GetTimestamp() > claimedAt);
                Assert.Equal(claimedAt, connection.ClaimedAt(0, 1));
            }
        }
    }
}
