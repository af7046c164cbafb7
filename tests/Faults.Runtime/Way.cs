namespace Faults.Runtime;

/// <summary>How something goes wrong in a worker.</summary>
public enum Way
{
    None,
    Exception,
    Exit0,
    Exit7,
    FailFast,
    StackOverflow,
    Segv,
    Kill,
    Thread,
    Loop,
    Stop,
}
