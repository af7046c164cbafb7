namespace WebServer.LoadTest;

/// <summary>What a request of the load test is like.</summary>
internal enum RequestKind
{
    Search,
    Evaluate,
    WrongFormula,
    Preview,
    SearchForEver,
    OverflowStack,
}
