using ParallelGen.Lanes;

namespace ParallelGen.Worker;

/// <summary>The caller's source of items as a method has it in a worker. Each enumeration is one of the source.</summary>
/// <param name="lanes">The call's lanes.</param>
/// <param name="argument">Which of them the source is.</param>
/// <param name="codec">How its items travel.</param>
internal sealed class LaneStream<T>(WorkerLanes lanes, int argument, LaneCodec<T> codec) : IAsyncEnumerable<T>
{
    public IAsyncEnumerator<T> GetAsyncEnumerator(CancellationToken cancellationToken = default) => new Enumerator(this, cancellationToken);

    private LaneReceiver<T> Open() => lanes.OpenSource(argument, codec);

    private void Leave(LaneReceiver<T> receiver) => lanes.Leave(receiver);

    private sealed class Enumerator(LaneStream<T> stream, CancellationToken cancellationToken) : IAsyncEnumerator<T>
    {
        private LaneReceiver<T>? _receiver;
        private T _current = default!;

        public T Current => _current;

        // Nothing is read of the source before somebody wants an item.
        public ValueTask<bool> MoveNextAsync()
        {
            LaneReceiver<T> receiver = _receiver ??= stream.Open();
            return receiver.TryTake(out _current) ? new(true) : AwaitNextAsync(receiver);
        }

        public ValueTask DisposeAsync()
        {
            if (_receiver is { } receiver)
                stream.Leave(receiver);
            return default;
        }

        private async ValueTask<bool> AwaitNextAsync(LaneReceiver<T> receiver)
        {
            while (await receiver.WaitAsync(cancellationToken).ConfigureAwait(false))
            {
                if (receiver.TryTake(out _current))
                    return true;
            }
            return false;
        }
    }
}
