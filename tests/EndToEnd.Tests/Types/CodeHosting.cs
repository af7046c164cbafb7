namespace EndToEnd.Tests.Types.CodeHosting;

// As the interface of a code host has them: records with init members, nullable references, pages, a closed set of events.

public sealed record User(long Id, string Login, Uri AvatarUrl, string? Email, bool SiteAdmin);

public sealed record Label(string Name, string Color, string? Description);

public sealed record Milestone
{
    public required int Number { get; init; }
    public required string Title { get; init; }
    public DateTimeOffset? DueOn { get; init; }
    public IReadOnlyDictionary<string, int> IssueCounts { get; init; } = new Dictionary<string, int>();
}

public enum IssueState
{
    Open,
    Closed,
}

public record Issue
{
    public required long Id { get; init; }
    public required string Title { get; init; }
    public string? Body { get; init; }
    public IssueState State { get; init; }
    public User? Assignee { get; init; }
    public IReadOnlyList<Label> Labels { get; init; } = [];
    public Milestone? Milestone { get; init; }
    public DateTime CreatedAt { get; init; }
    public DateTime? ClosedAt { get; init; }
}

public sealed record PullRequest : Issue
{
    public required Branch Head { get; init; }
    public required Branch Base { get; init; }
    public bool? Mergeable { get; init; }
    public List<Commit> Commits { get; init; } = [];
}

public sealed record Branch(string Name, string Sha, bool Protected);

public sealed record Signature(string Name, string Email, DateTimeOffset When);

public sealed record Commit(string Sha, string Message, Signature Author, Signature? Committer, string[] Parents, Dictionary<string, FileChange> Files);

public readonly record struct FileChange(int Additions, int Deletions, string? PreviousName);

public sealed record Repository(long Id, string FullName, User Owner, ISet<string> Topics, Version? LatestVersion, TimeSpan Age, IDictionary<string, long> Languages);

public sealed record Page<T>(IReadOnlyList<T> Items, int Number, int? Next, long Total);

public abstract record HostEvent
{
    private HostEvent(DateTimeOffset at) => At = at;

    public DateTimeOffset At { get; }

    public sealed record Pushed(DateTimeOffset At, Branch Branch, IReadOnlyList<Commit> Commits) : HostEvent(At);

    public sealed record Opened(DateTimeOffset At, Issue Issue) : HostEvent(At);

    public sealed record Starred(DateTimeOffset At, User By) : HostEvent(At);
}

public sealed record WorkflowRun(Guid Id, string Name, Conclusion Conclusion, TimeSpan? Duration, Queue<string> Steps, Stack<int> Retries);

[Flags]
public enum Conclusion : byte
{
    None = 0,
    Success = 1,
    Cancelled = 2,
    TimedOut = 128,
}
