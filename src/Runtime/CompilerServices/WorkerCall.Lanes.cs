using ParallelGen.Lanes;
using ParallelGen.Protocol;
using ParallelGen.Worker;

namespace ParallelGen.CompilerServices;

// What travels while the method runs.
public sealed partial class WorkerCall
{
    /// <summary>Reads whether the caller gave something to report to: gives what the method reports to here, or null.</summary>
    public IProgress<T>? OpenReports<T>(LaneCodec<T> codec, ref WireReader arguments)
    {
        int number = Lanes.Reserve();
        return arguments.ReadBoolean() ? new LaneProgress<T>(Lanes.OpenReports(number, codec)) : null;
    }

    /// <summary>Reads whether the caller gave a source of items: gives what the method reads it from here, or null.</summary>
    public IAsyncEnumerable<T>? OpenItems<T>(LaneCodec<T> codec, ref WireReader arguments)
    {
        int number = Lanes.Reserve();
        return arguments.ReadBoolean() ? new LaneStream<T>(Lanes, number, codec) : null;
    }

    /// <summary>Sends the results of a method that yields them, as fast as the caller reads them.</summary>
    /// <exception cref="OperationCanceledException">The caller wants no more.</exception>
    public void SendItems<T>(LaneCodec<T> codec, IEnumerable<T>? items)
    {
        LaneSender<T> sender = Lanes.OpenResults(codec);
        foreach (T item in items ?? throw NoItems())
            Send(sender, item);
    }

    /// <summary>Sends the results of a method that yields them, as fast as the caller reads them.</summary>
    /// <exception cref="OperationCanceledException">The caller wants no more.</exception>
    public void SendItems<T>(LaneCodec<T> codec, IAsyncEnumerable<T>? items)
    {
        LaneSender<T> sender = Lanes.OpenResults(codec);
        IAsyncEnumerator<T> enumerator = (items ?? throw NoItems()).GetAsyncEnumerator(CancellationToken);
        try
        {
            while (Await(enumerator.MoveNextAsync()))
                Send(sender, enumerator.Current);
        }
        finally
        {
            Await(enumerator.DisposeAsync());
        }
    }

    private WorkerLanes Lanes => _lanes ?? throw new ProtocolException($"The caller opened no lanes for {_method.Name}.");

    private InvalidOperationException NoItems() => new($"{_method.Name} returned null instead of its items.");

    private void Send<T>(LaneSender<T> sender, T item)
    {
        Stage = CallStage.Result;
        bool isSent = sender.Send(item);
        Stage = CallStage.Method;
        if (!isSent || _worker.IsCancelled)
            throw new OperationCanceledException(CancellationToken);
    }
}
