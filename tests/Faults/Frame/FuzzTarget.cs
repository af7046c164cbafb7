namespace Faults.Tests.Frame;

/// <summary>A decoder.</summary>
/// <param name="Name">Whose it is.</param>
/// <param name="Decode">Decodes all of a frame or payload, or throws.</param>
internal sealed record FuzzTarget(string Name, Action<byte[]> Decode);
