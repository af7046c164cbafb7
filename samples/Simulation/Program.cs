using ParallelGen;
using Samples;
using Simulation;
using Spectre.Console;

return await SimulationOptions.Command(RunAsync).Parse(args).InvokeAsync();

static async Task<int> RunAsync(SimulationOptions options, CancellationToken cancellationToken)
{
    const double largestDrift = 0.02;
    Terminal.Prepare();
    Console.WriteLine($"{options.Bodies:N0} stars, {options.Steps:N0} steps: sequentially, on threads, in a pool ...");
    Measurement<double[]>[] measurements =
    [
        await Measurement.SequentialAsync(() => Modes.Sequential(options, cancellationToken)),
        await Measurement.OnThreadsAsync(options.Workers, () => Modes.OnThreads(options, cancellationToken)),
        .. await Measurement.InPoolAsync(new ProcessPoolOptions { WorkerCount = options.Workers }, pool => Modes.InPoolAsync(options, pool, cancellationToken)),
    ];

    double[] start = new double[Bodies.Length(options.Bodies)];
    Galaxies.Create(new Bodies(start), options.Seed);
    double before = Gravity.Energy(new Bodies(start), 0);
    double after = Gravity.Energy(new Bodies(measurements[^1].Result), options.Steps);
    double drift = Math.Abs(after / before - 1);

    Console.Write(Picture.Draw(new Bodies(start), new Bodies(measurements[^1].Result), options.Steps));
    SpeedTable.Write(measurements, "Steps", options.Steps);
    AnsiConsole.WriteLine($"Energy: {before:F4} before, {after:F4} after, {drift:P2} off.");
    bool agree = Agreement.Check(measurements, (one, other) => one.AsSpan().SequenceEqual(other), "to the last bit of every position and velocity");
    return agree && drift < largestDrift ? 0 : 1;
}
