using Microsoft.Extensions.Logging;

namespace EndToEnd.Tests;

/// <summary>Throws whatever is logged, as a provider does that was disposed too early.</summary>
internal sealed class ThrowingLoggerFactory : ILoggerFactory, ILogger
{
    private int _count;

    public int Count => Volatile.Read(ref _count);

    public ILogger CreateLogger(string categoryName) => this;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        Interlocked.Increment(ref _count);
        throw new ObjectDisposedException("a logger");
    }

    public bool IsEnabled(LogLevel logLevel) => true;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public void AddProvider(ILoggerProvider provider) => throw new NotSupportedException("Nothing but this is logged to.");

    public void Dispose()
    {
    }
}
