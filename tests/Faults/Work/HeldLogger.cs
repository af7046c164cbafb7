using Microsoft.Extensions.Logging;

namespace Faults.Tests.Work;

/// <summary>A logger that does not come back from the first timeout of which it hears, until the test says so.</summary>
internal sealed class HeldLogger(ManualResetEventSlim released) : ILoggerFactory, ILogger
{
    private const int CallTimedOut = 200;

    /// <summary>Set when it has heard of one.</summary>
    public ManualResetEventSlim Reached { get; } = new();

    public ILogger CreateLogger(string categoryName) => this;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (eventId.Id != CallTimedOut)
            return;
        Reached.Set();
        released.Wait();
    }

    public bool IsEnabled(LogLevel logLevel) => true;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public void AddProvider(ILoggerProvider provider) => throw new NotSupportedException("Nothing but this is logged to.");

    public void Dispose() => Reached.Dispose();
}
