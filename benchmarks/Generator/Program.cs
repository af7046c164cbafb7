using ParallelGen.Benchmarks.Generator;

Console.WriteLine($"| {SampleProject.FileCount * SampleProject.MethodsPerFile:N0} marked methods in {SampleProject.FileCount} files | ms |");
Console.WriteLine("|---|---|");
await foreach ((string row, TimeSpan time) in new GeneratorMeasurements().RunAsync())
    Console.WriteLine($"| {row} | {time.TotalMilliseconds:N1} |");
