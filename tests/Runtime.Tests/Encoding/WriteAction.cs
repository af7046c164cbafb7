namespace ParallelGen.Tests.Encoding;

internal delegate void WriteAction(ref WireWriter writer);
