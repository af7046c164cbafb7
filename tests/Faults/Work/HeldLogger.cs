using Microsoft.Extensions.Logging;

namespace Faults.Tests.Work;

/// <summary>A logger that does not come back from the first event of its kind of which it hears, until the test says so.</summary>
internal sealed class HeldLogger(ManualResetEventSlim released, int eventId = HeldLogger.CallTimedOut) : ILoggerFactory, ILogger
{
    public const int WorkerIsReady = 101;
    private const int CallTimedOut = 200;

    private readonly int _heldEvent = eventId;

    /// <summary>Set when it has heard of one.</summary>
    public ManualResetEventSlim Reached { get; } = new();

    public ILogger CreateLogger(string categoryName) => this;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (eventId.Id != _heldEvent)
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
