using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;
using ParallelGen;

namespace App;

internal static class Work
{
    [RunInProcessPool]
    internal static int Double(int data) => data * 2;

    [RunInProcessPool(TimeoutMilliseconds = 500, Idempotent = true, MaxAttempts = 3)]
    internal static Task<Score?> GradeAsync(Exam exam, string subject = "math", CancellationToken token = default) =>
        Task.FromResult<Score?>(subject.Length == 0 || token.IsCancellationRequested ? null : new Score { Value = exam.Answers.Count });
}

internal sealed record Exam(string Student, List<Answer?> Answers);

internal readonly record struct Answer(int Question, double Points);

internal sealed class Score
{
    public double Value { get; set; }
}
