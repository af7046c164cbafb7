using ParallelGen.Lanes;
using ParallelGen.Protocol;
using ParallelGen.Transport;
using ParallelGen.Transport.InProcess;
using ParallelGen.Transport.SharedMemory;

namespace ParallelGen.Tests.Lanes;

public sealed class ControlLinkTests
{
    [Fact]
    public void A_block_that_can_not_be_handed_over_ends_the_connection()
    {
        (InProcessConnection here, InProcessConnection there) = InProcessConnection.CreatePair(1000);
        MappedBlock block = MappedBlock.Create(100, isWritable: true);
        using (here)
        using (there)
        {
            var link = new ControlLink(here, 1000, static _ => throw new ConnectionLostException("no buffers"));
            link.Share(block);
            Assert.False(there.Receive(out _)); // else the peer would wait for the block
        }
        block.EndUse();
    }

    [Fact]
    public void Who_has_a_word_to_say_does_not_wait_for_a_peer_that_reads_nothing()
    {
        (ParallelGen.Platform.LocalSocket first, ParallelGen.Platform.LocalSocket second) = Transport.SocketPair.Create();
        using (second)
        using (var control = new ParallelGen.Transport.Sockets.SocketConnection(first, 1000, mayBlock: true))
        {
            var link = new ControlLink(control, 1000);
            for (int word = 0; word < 10_000; word++) // more than a socket holds
                link.Send(new FrameHeader(FrameKind.Forget, word));
            link.Close();
            control.Close();
            link.Drain();
        }
    }
}
