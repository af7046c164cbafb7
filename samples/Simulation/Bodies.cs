namespace Simulation;

/// <summary>
/// The bodies, as rows of one array: masses, velocities, and positions twice. A step reads all positions of one set and writes its own bodies'
/// into the other, so that those who compute parts of a step at once do not meet.
/// </summary>
internal readonly ref struct Bodies(Span<double> memory)
{
    private const int Rows = 10;

    private readonly Span<double> _memory = memory;

    internal int Count => _memory.Length / Rows;

    internal Span<double> Masses => Row(0);

    internal Vectors Velocities => Three(1);

    /// <summary>Where the bodies are when so many steps are done.</summary>
    internal Vectors Positions(int steps) => Three(steps % 2 == 0 ? 4 : 7);

    /// <summary>How many numbers the array has for so many bodies.</summary>
    internal static int Length(int count) => Rows * count;

    private Vectors Three(int first) => new(Row(first), Row(first + 1), Row(first + 2));

    private Span<double> Row(int row) => _memory.Slice(row * Count, Count);
}
