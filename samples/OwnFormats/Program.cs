using ParallelGen;

// Forecasts travel in the format of System.Text.Json, directories as their paths: neither is taken apart member by member.
await using var pool = new ProcessPool(workerCount: 2);
Forecast[] forecasts = [new("Bergen", [4.5, 6, 5.5]), new("Oslo", [-1, 3.5]), new("Tromsø", [-7, -4.5, -6, -2])];
string[] warmer = [.. (await pool.WarmMapAsync(forecasts, 1.5)).Select(Line)];
foreach (string line in warmer)
    Console.WriteLine(line);

DirectoryInfo directory = new(AppContext.BaseDirectory);
int files = await pool.CountFilesAsync(directory);

// The same methods in this process: what they take and return has not travelled.
bool allSeen = files == Work.CountFiles(directory);
bool allWarmer = warmer.SequenceEqual(forecasts.Select(forecast => Line(Work.Warm(forecast, 1.5))));
Console.WriteLine(allSeen ? "The worker saw the program's files." : $"The worker saw {files} files.");
return allSeen && allWarmer ? 0 : 1;

static string Line(Forecast forecast) => $"{forecast.City}: {string.Join(", ", forecast.Temperatures)}";
