namespace WebServer;

/// <summary>What does a formula give?</summary>
internal sealed record EvaluateRequest(string Formula);
