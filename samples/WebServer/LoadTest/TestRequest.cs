using System.Globalization;
using System.Text;
using WebServer.Risky;

namespace WebServer.LoadTest;

/// <summary>A request of the load test, and the answer that is right.</summary>
internal sealed record TestRequest(RequestKind Kind, string Path, object Body, int Status, double? Value)
{
    internal const int PreviewPixels = 4 << 20;

    private const int Pictures = 16;

    private static readonly string[] s_words = ["core", "worker", "process", "thread", "pool", "call", "answer", "crash"];

    private static readonly long[] s_previews =
        [.. Enumerable.Range(0, Pictures).Select(seed => LeakyLibrary.Render(seed, new byte[PreviewPixels]))];

    internal static TestRequest Create(RequestKind kind, Random random) => kind switch
    {
        RequestKind.Search => Search(@"\bp\w+\s\w+s\b", Text(random)),
        RequestKind.Evaluate => Evaluate(Sum(random)),
        RequestKind.WrongFormula => new(kind, "/evaluate", new EvaluateRequest($"{Sum(random)} *"), StatusCodes.Status400BadRequest, null),
        RequestKind.Preview => Preview(random.Next(Pictures)),
        // Each x more doubles the ways to part them.
        RequestKind.SearchForEver => new(kind, "/search", new SearchRequest("^(x+x+)+[yz]$", new string('x', 60)), StatusCodes.Status504GatewayTimeout, null),
        RequestKind.OverflowStack => new(kind, "/evaluate", new EvaluateRequest(new string('(', 1_000_000)), StatusCodes.Status502BadGateway, null),
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, null),
    };

    /// <summary>What is wrong with an answer; null if nothing is.</summary>
    internal string? Complaint(int status, string content)
    {
        if (status != Status)
            return $"{Kind} was answered with {status} instead of {Status}: {content}";
        if (Value is double value && (!double.TryParse(content, CultureInfo.InvariantCulture, out double answer) || answer != value))
            return $"{Kind} was answered with {content} instead of {value.ToString("R", CultureInfo.InvariantCulture)}.";
        return null;
    }

    private static TestRequest Search(string pattern, string text) =>
        new(RequestKind.Search, "/search", new SearchRequest(pattern, text), StatusCodes.Status200OK, RiskyWork.CountMatches(pattern, text));

    private static TestRequest Evaluate(string formula) =>
        new(RequestKind.Evaluate, "/evaluate", new EvaluateRequest(formula), StatusCodes.Status200OK, Formula.Evaluate(formula));

    private static TestRequest Preview(int seed) =>
        new(RequestKind.Preview, "/preview", new PreviewRequest(seed, PreviewPixels), StatusCodes.Status200OK, s_previews[seed]);

    private static string Text(Random random)
    {
        StringBuilder text = new();
        for (int word = 0; word < 2000; word++)
            text.Append(s_words[random.Next(s_words.Length)]).Append(random.Next(3) == 0 ? "s " : " ");
        return text.ToString();
    }

    private static string Sum(Random random) =>
        string.Join(" + ", Enumerable.Range(0, 200).Select(_ => $"({random.Next(1, 1000)} - {random.Next(1, 1000)}) * {random.Next(1, 10)} / {random.Next(1, 10)}"));
}
