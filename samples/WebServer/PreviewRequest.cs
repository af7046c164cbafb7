namespace WebServer;

/// <summary>A preview of a picture; its checksum stands for it here.</summary>
internal sealed record PreviewRequest(int Seed, int Pixels);
