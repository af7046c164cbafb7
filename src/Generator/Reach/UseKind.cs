namespace ParallelGen.Generator.Reach;

/// <summary>What code can do that means something else in a worker than in the caller's process.</summary>
internal enum UseKind
{
    WriteStatic,
    ReadStatic,
    AmbientState,
    ReadConsole,
    CreateShared,
}
