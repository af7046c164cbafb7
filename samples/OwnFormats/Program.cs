using ParallelGen;

// Forecasts travel in the format of System.Text.Json, directories as their paths: neither is taken apart member by member.
await using var pool = new ProcessPool(workerCount: 2);
Forecast[] forecasts = [new("Bergen", [4.5, 6, 5.5]), new("Oslo", [-1, 3.5]), new("Tromsø", [-7, -4.5, -6, -2])];
foreach (Forecast warmer in await pool.WarmMapAsync(forecasts, 1.5))
    Console.WriteLine($"{warmer.City}: {string.Join(", ", warmer.Temperatures)}");

int files = await pool.CountFilesAsync(new DirectoryInfo(AppContext.BaseDirectory));
Console.WriteLine(files > 0 ? "The worker saw the program's files." : "The worker saw nothing.");
