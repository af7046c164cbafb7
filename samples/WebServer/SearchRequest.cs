namespace WebServer;

/// <summary>How often does a pattern occur in a text?</summary>
internal sealed record SearchRequest(string Pattern, string Text);
