namespace WebServer.LoadTest;

/// <summary>What the clients saw of a scenario, and what the server said about its pool afterwards.</summary>
internal sealed record ScenarioResult(Scenario Scenario, IReadOnlyList<TestAnswer> Answers, Health Health)
{
    /// <summary>All that is wrong: an answer, or a pool that has not counted what it was sent.</summary>
    internal IEnumerable<string> Complaints(int workers)
    {
        foreach (TestAnswer answer in Answers)
        {
            if (answer.Complaint is not null)
                yield return $"{Scenario.Name}: {answer.Complaint}";
        }
        if (Answers.Count != Scenario.Requests.Count)
            yield return $"{Scenario.Name}: {Answers.Count} of {Scenario.Requests.Count} requests were answered.";
        if (Health.Crashes != Scenario.Count(RequestKind.OverflowStack))
            yield return $"{Scenario.Name}: the pool counted {Health.Crashes} crashes, not {Scenario.Count(RequestKind.OverflowStack)}.";
        if (Health.Timeouts != Scenario.Count(RequestKind.SearchForEver))
            yield return $"{Scenario.Name}: the pool counted {Health.Timeouts} timeouts, not {Scenario.Count(RequestKind.SearchForEver)}.";
        long leaked = (long)Scenario.Count(RequestKind.Preview) * TestRequest.PreviewPixels;
        if (leaked > 2 * workers * ServerOptions.MaxWorkerMemoryBytes && Health.Restarts == 0)
            yield return $"{Scenario.Name}: {leaked / 1e6:N0} MB have leaked, and no worker was replaced.";
    }
}
