using ParallelGen.Lanes;

namespace ParallelGen.Worker;

/// <summary>What a method reports to in a worker. Any thread of the method may; after the call's end reports are dropped.</summary>
internal sealed class LaneProgress<T>(LaneSender<T> sender) : IProgress<T>
{
    public void Report(T value) => sender.Send(value);
}
