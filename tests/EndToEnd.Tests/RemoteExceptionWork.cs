using EndToEnd.Tests;
using ParallelGen;

[assembly: RemoteException(typeof(RemoteExceptionWork.OutOfStockException))]
[assembly: RemoteException(typeof(ClosedException))]

namespace EndToEnd.Tests;

/// <summary>Methods that throw registered exceptions.</summary>
internal static class RemoteExceptionWork
{
    [RunInProcessPool]
    internal static int Order(int articles) =>
        throw new OutOfStockException($"no {articles} articles", new ClosedException("until Monday"));

    internal sealed class OutOfStockException : Exception
    {
        internal OutOfStockException(string message, Exception? inner)
            : base(message, inner)
        {
        }
    }
}

internal sealed class ClosedException(string message) : Exception(message);
