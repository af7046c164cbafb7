namespace ModelTraining;

/// <summary>One observation: what is known, and what is to be foretold from it.</summary>
internal sealed record Row(double[] Inputs, double Target);
