using BigGustave;
using ParallelGen;
using Rendering;
using Samples;
using Spectre.Console;

return await RenderOptions.Command(RunAsync).Parse(args).InvokeAsync();

static async Task<int> RunAsync(RenderOptions options, CancellationToken cancellationToken)
{
    Terminal.Prepare();
    using SampleFolder folder = new(options.Folder, "rendering");
    Animation animation = options.Animation;
    string[] folders = [.. ((string[])["sequential", "threads", "pool", "pool-warm"]).Select(mode => Directory.CreateDirectory(folder.File(mode)).FullName)];
    Queue<string> next = new(folders); // each run has one of its own

    Console.WriteLine($"Rendering {animation.Frames} frames of {animation.Width} x {animation.Height} pixels: sequentially, on threads, in a pool ...");
    Measurement<long>[] measurements =
    [
        await Measurement.SequentialAsync(() => Modes.Sequential(animation, next.Dequeue(), cancellationToken)),
        await Measurement.OnThreadsAsync(options.Workers, () => Modes.OnThreads(animation, next.Dequeue(), options.Workers, cancellationToken)),
        .. await Measurement.InPoolAsync(new ProcessPoolOptions { WorkerCount = options.Workers }, pool => Modes.InPoolAsync(animation, next.Dequeue(), pool, cancellationToken)),
    ];

    SpeedTable.Write(measurements, "Frames", animation.Frames, ("PNG, MB", bytes => $"{bytes / 1e6:F1}"));
    return Agree(animation, folders) ? 0 : 1;
}

static bool Agree(Animation animation, string[] folders)
{
    for (int frame = 0; frame < animation.Frames; frame++)
    {
        byte[][] files = [.. folders.Select(folder => File.ReadAllBytes(Path.Combine(folder, Animation.FileName(frame))))];
        Png picture = Png.Open(files[0]);
        if (picture.Width != animation.Width || picture.Height != animation.Height || !Array.TrueForAll(files, file => file.AsSpan().SequenceEqual(files[0])))
        {
            Console.Error.WriteLine($"Frame {frame} differs between {string.Join(", ", folders)}, or has not the size that it should.");
            return false;
        }
    }
    AnsiConsole.WriteLine($"All {animation.Frames} frames are equal in each of their bytes, and open as pictures of the right size.");
    return true;
}
