namespace WebServer.LoadTest;

/// <summary>How long a client waited for an answer, and what is wrong with it; null if nothing is.</summary>
internal sealed record TestAnswer(RequestKind Kind, TimeSpan Latency, string? Complaint);
