using ParallelGen;

namespace ModelTraining;

/// <summary>The ways to validate all candidates; each gives the error of each candidate in each fold.</summary>
internal static class Modes
{
    internal static double[] Sequential((Candidate Candidate, int Fold, int Folds)[] items, CancellationToken cancellationToken)
    {
        double[] errors = new double[items.Length];
        for (int index = 0; index < items.Length; index++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            errors[index] = TrainingWork.Validate(items[index].Candidate, items[index].Fold, items[index].Folds);
        }
        return errors;
    }

    internal static double[] OnThreads((Candidate Candidate, int Fold, int Folds)[] items, int threads, CancellationToken cancellationToken)
    {
        double[] errors = new double[items.Length];
        ParallelOptions options = new() { MaxDegreeOfParallelism = threads, CancellationToken = cancellationToken };
        Parallel.For(0, items.Length, options, index => errors[index] = TrainingWork.Validate(items[index].Candidate, items[index].Fold, items[index].Folds));
        return errors;
    }

    internal static Task<double[]> InPoolAsync((Candidate Candidate, int Fold, int Folds)[] items, ProcessPool pool, CancellationToken cancellationToken) =>
        pool.ValidateMapAsync(items, cancellationToken: cancellationToken);
}
