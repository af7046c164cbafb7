using ParallelGen.Protocol;
using ParallelGen.Transport;
using ParallelGen.Transport.SharedMemory;

namespace ParallelGen.Tests.Transport;

public sealed class SharedMemoryContractTests : ConnectionContractTests
{
    private protected override (Connection Parent, Connection Worker) CreatePair() => SharedMemoryPair.Create(limit: Limit);

    private protected override void Claim(FrameHeader header) => Assert.True(Worker.TryClaim(header));
}

/// <summary>A ring so small that nearly everything streams.</summary>
public sealed class SmallRingContractTests : ConnectionContractTests
{
    private protected override (Connection Parent, Connection Worker) CreatePair() => SharedMemoryPair.Create(SharedMemoryPair.SmallRing, Limit);

    private protected override void Claim(FrameHeader header) => Assert.True(Worker.TryClaim(header));
}
