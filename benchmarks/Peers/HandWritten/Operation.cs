namespace ParallelGen.Benchmarks.Peers.HandWritten;

/// <summary>What a hand-written worker is asked to do.</summary>
internal enum Operation : byte
{
    Increment,
    IncrementAll,
    MeasureAll,
    Echo,
    EchoDoubles,
    EchoRecords,
    CountPrimes,
    Spin,
    Forever,
    Sleep,
    Allocate,
}
