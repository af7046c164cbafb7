namespace CrashIsolation;

/// <summary>What an item does to the process that runs it.</summary>
internal enum Fate
{
    Answers,
    ThrowsKnown,
    ThrowsOwn,
    OverflowsStack,
    FailsFast,
    ThrowsOnThread,
    Aborts,
    ReadsWildMemory,
    Exits,
    IsKilled,
    EatsMemory,
    LoopsForEver,
}
