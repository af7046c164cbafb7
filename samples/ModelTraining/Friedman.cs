namespace ModelTraining;

/// <summary>
/// Rows of which it is known how they came about (Friedman, "Multivariate adaptive regression splines", 1991): five of the ten inputs matter, and
/// the noise has a standard deviation of 1, below which no model's error can be.
/// </summary>
internal static class Friedman
{
    internal const double Noise = 1;

    private const int Inputs = 10;

    internal static Row[] Create(int count, int seed)
    {
        Random random = new(seed);
        Row[] rows = new Row[count];
        for (int index = 0; index < count; index++)
        {
            double[] inputs = new double[Inputs];
            for (int input = 0; input < Inputs; input++)
                inputs[input] = random.NextDouble();
            rows[index] = new Row(inputs, Truth(inputs) + Noise * Normal(random));
        }
        return rows;
    }

    private static double Truth(double[] x) =>
        10 * Math.Sin(Math.PI * x[0] * x[1]) + 20 * (x[2] - 0.5) * (x[2] - 0.5) + 10 * x[3] + 5 * x[4];

    /// <summary>Box and Muller, 1958.</summary>
    private static double Normal(Random random) =>
        Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(Math.Tau * random.NextDouble());
}
