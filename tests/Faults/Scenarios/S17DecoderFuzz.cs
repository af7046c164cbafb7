using System.Diagnostics;
using System.Text;
using ParallelGen.CompilerServices;
using ParallelGen.Encoding;
using ParallelGen.Protocol;

namespace Faults.Tests.Scenarios;

/// <summary>
/// Frames and payloads that were changed at random go through the decoders of both sides: generated ones, and those of the protocol. Each
/// gives a value or the documented exception, in bounded memory.
/// </summary>
public sealed class S17DecoderFuzz() : FaultTest(17)
{
    private const long MostBytes = 64L << 20;

    [Fact]
    public void Mutated_frames_give_values_or_documented_exceptions()
    {
        Corpus corpus = Corpus.Load();
        int mutations = TestScale.Of(1_000_000), values = 0, rejected = 0;
        TimeSpan longest = TimeSpan.Zero;
        long most = 0;
        for (int round = 0; round < mutations; round++)
        {
            (FuzzTarget target, byte[] valid) = corpus.Pick(Random);
            byte[] frame = Mutation.Of(valid, corpus.Any(Random), Random);
            long before = GC.GetAllocatedBytesForCurrentThread(), start = Stopwatch.GetTimestamp();
            try
            {
                target.Decode(frame);
                values++;
            }
            catch (Exception exception) when (exception is CallSerializationException or ProtocolException)
            {
                rejected++;
            }
            catch (Exception exception)
            {
                Assert.Fail($"{target.Name} threw {exception.GetType()}: {exception.Message}\n{Convert.ToHexString(frame)}\n{exception.StackTrace}");
            }
            TimeSpan time = Stopwatch.GetElapsedTime(start);
            long allocated = GC.GetAllocatedBytesForCurrentThread() - before;
            Assert.True(allocated <= MostBytes, $"{target.Name} allocated {allocated} bytes: {Convert.ToHexString(frame)}");
            longest = time > longest ? time : longest;
            most = Math.Max(most, allocated);
            if (round % 1000 == 0)
                WatchdogAttribute.NoteProgress();
        }
        // Both ends are met: what a mutation spoiled, and what it did not.
        Assert.True(values > 0 && rejected > mutations / 10, $"{values} values, {rejected} rejected");
        Report("mutated frames", "only the documented exceptions", $"{mutations} mutations: {values} values, {rejected} rejected");
        Report("time and memory of one decoding", "<= 1 s, <= 64 MB", $"{longest.TotalMilliseconds:0} ms, {most / 1024.0:0} KiB at most");
    }

    [Fact]
    public void The_corpus_is_valid()
    {
        foreach ((FuzzTarget target, byte[] frame) in Corpus.Load().Seeds)
            target.Decode(frame);
    }

    [Fact]
    public void Bombs_cost_nothing()
    {
        byte[][] bombs =
        [
            [0xDD, 0xFF, 0xFF, 0xFF, 0xFF], // an array of 2^32 in five bytes
            [0xDF, 0x80, 0, 0, 0], // a map of as many
            [.. Enumerable.Repeat((byte)0x91, 100_000), 0xC0], // depth
            [.. Enumerable.Repeat((byte)0x81, 100_000), 0xC0],
            [0x93, 0xCE, 0, 1, 0, 0, 0xCE, 0, 1, 0, 0, 0xC7, 0, 4], // 65,536 times 65,536, and nothing behind
            [0x92, 0xCE, 0x7F, 0xFF, 0xFF, 0xFF, 0xCE, 0x7F, 0xFF, 0xFF, 0xFF],
            [0xDB, 0x7F, 0xFF, 0xFF, 0xFF, 0x41], // a string of two gigabytes
            [0xC9, 0x7F, 0xFF, 0xFF, 0xFF, 1, 0], // a block
        ];
        foreach (FuzzTarget target in Corpus.Load().Targets)
        {
            foreach (byte[] bomb in bombs)
            {
                long before = GC.GetAllocatedBytesForCurrentThread();
                Exception? refusal = Record.Exception(() => target.Decode(bomb));
                Assert.True(refusal is CallSerializationException or ProtocolException, $"{target.Name}, {Convert.ToHexString(bomb.AsSpan(0, Math.Min(bomb.Length, 16)))}: {refusal}");
                Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1 << 20);
            }
        }
    }
}
