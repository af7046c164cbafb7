using MathNet.Numerics;
using ParallelGen;

namespace ModelTraining;

/// <summary>What the workers do. Each loads the rows once, when it starts; after that a candidate is all that travels.</summary>
internal static class TrainingWork
{
    private static Row[] s_rows = [];

    /// <summary>Loads the rows, before any call.</summary>
    [WorkerInitializer]
    internal static void LoadRows(string path)
    {
        // The cores are busy with other candidates: MathNet's own threads would only be in their way.
        Control.UseSingleThread();
        s_rows = RowFile.Read(path);
    }

    /// <summary>Fits a model to all folds but one, and tests it with that one.</summary>
    /// <returns>The sum of the squares of what it is wrong by.</returns>
    [RunInProcessPool]
    internal static double Validate(Candidate candidate, int fold, int folds)
    {
        Row[] others = [.. s_rows.Where((_, index) => index % folds != fold)];
        return new KernelRidge(others, candidate).SquaredError(s_rows.Where((_, index) => index % folds == fold));
    }
}
