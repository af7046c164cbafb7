namespace ParallelGen.Tests.Encoding;

internal delegate T ReadAction<out T>(ref WireReader reader);
