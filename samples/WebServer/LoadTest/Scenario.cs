using ParallelGen;

namespace WebServer.LoadTest;

/// <summary>A part of the load test: how many requests of which kind, in an order that is the same in every run.</summary>
internal sealed record Scenario(string Name, ExecutionMode Mode, IReadOnlyList<TestRequest> Requests)
{
    /// <summary>What well-behaved clients send.</summary>
    private static readonly RequestKind[] s_calm = [RequestKind.Search, RequestKind.Search, RequestKind.Evaluate, RequestKind.Evaluate, RequestKind.WrongFormula];

    /// <param name="name">What the tables call it.</param>
    /// <param name="mode">Where the server runs its risky requests.</param>
    /// <param name="requests">How many requests there are.</param>
    /// <param name="badPercent">How many percent of them, at least one, are of each of the bad kinds.</param>
    /// <param name="bad">The bad kinds.</param>
    internal static Scenario Create(string name, ExecutionMode mode, int requests, double badPercent = 0, params RequestKind[] bad)
    {
        Random random = new(requests);
        RequestKind[] kinds = new RequestKind[requests];
        for (int index = 0; index < requests; index++)
            kinds[index] = s_calm[index % s_calm.Length];
        int each = Math.Max(1, (int)(requests * badPercent / 100));
        for (int index = 0; index < each * bad.Length; index++)
            kinds[index] = bad[index % bad.Length];
        random.Shuffle(kinds);
        return new Scenario(name, mode, [.. kinds.Select(kind => TestRequest.Create(kind, random))]);
    }

    internal int Count(RequestKind kind) => Requests.Count(request => request.Kind == kind);
}
