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

    [RunInProcessPool]
    internal static long Open(string path)
    {
        using FileStream file = File.OpenRead(path);
        return file.Length;
    }

    [RunInProcessPool]
    internal static void FailSeveralTimes(int times) => Task.WaitAll([.. Enumerable.Range(0, times).Select(number => Task.Run(() => Fail(number)))]);

    [RunInProcessPool]
    internal static void Check(int number) => ArgumentOutOfRangeException.ThrowIfGreaterThan(number, 100);

    [RunInProcessPool]
    internal static void Conceal() => throw new ConcealingException();

    private sealed class ConcealingException : Exception
    {
        public override string Message => throw new InvalidOperationException();

        public override string StackTrace => throw new NotSupportedException();
    }

    private static void Fail(int number) => throw new FormatException($"number {number}");

    internal sealed class OutOfStockException : Exception
    {
        internal OutOfStockException(string message, Exception? inner)
            : base(message, inner)
        {
        }
    }
}

internal sealed class ClosedException(string message) : Exception(message);
