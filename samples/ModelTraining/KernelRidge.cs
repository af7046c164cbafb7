using MathNet.Numerics.LinearAlgebra;

namespace ModelTraining;

/// <summary>Ridge regression with a Gaussian kernel: to fit it is to solve one equation for each row.</summary>
internal sealed class KernelRidge
{
    private readonly Row[] _rows;
    private readonly double _gamma;
    private readonly double _mean;
    private readonly Vector<double> _weights;

    internal KernelRidge(Row[] rows, Candidate candidate)
    {
        _rows = rows;
        _gamma = candidate.Gamma;
        _mean = rows.Average(row => row.Target);
        Matrix<double> kernel = Matrix<double>.Build.Dense(rows.Length, rows.Length);
        for (int row = 0; row < rows.Length; row++)
        {
            kernel[row, row] = 1 + candidate.Lambda;
            for (int other = 0; other < row; other++)
                kernel[row, other] = kernel[other, row] = Similarity(rows[row].Inputs, rows[other].Inputs);
        }
        _weights = kernel.Cholesky().Solve(Vector<double>.Build.DenseOfEnumerable(rows.Select(row => row.Target - _mean)));
    }

    internal double Predict(double[] inputs)
    {
        double value = _mean;
        for (int row = 0; row < _rows.Length; row++)
            value += _weights[row] * Similarity(inputs, _rows[row].Inputs);
        return value;
    }

    /// <summary>The sum of the squares of what the model is wrong by.</summary>
    internal double SquaredError(IEnumerable<Row> rows) =>
        rows.Select(row => Predict(row.Inputs) - row.Target).Sum(error => error * error);

    private double Similarity(double[] one, double[] other)
    {
        double square = 0;
        for (int input = 0; input < one.Length; input++)
            square += (one[input] - other[input]) * (one[input] - other[input]);
        return Math.Exp(-_gamma * square);
    }
}
