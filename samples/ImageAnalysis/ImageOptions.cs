using System.CommandLine;
using Samples;

namespace ImageAnalysis;

/// <summary>What the user asked for.</summary>
internal sealed record ImageOptions(int Workers, int Images, int Size, int Seed, DirectoryInfo? Folder)
{
    internal static RootCommand Command(Func<ImageOptions, CancellationToken, Task<int>> run)
    {
        Option<int> workers = CommandLine.Workers();
        Option<int> images = CommandLine.Number("--images", "How many images to make and to analyse.", 240, minimum: 1, maximum: 9999);
        Option<int> size = CommandLine.Number("--size", "How wide and how high an image is, in pixels.", 1024, minimum: 128, maximum: 8192);
        Option<int> seed = CommandLine.Number("--seed", "Other seeds give other images.", 1, minimum: 0, maximum: 1_000_000);
        Option<DirectoryInfo> folder = CommandLine.Folder("the images");

        RootCommand command = new("Makes images with a known number of objects, counts the objects sequentially and in a process pool, and checks every count.")
        {
            workers, images, size, seed, folder,
        };
        command.SetAction((arguments, cancellationToken) => run(
            new ImageOptions(arguments.GetValue(workers), arguments.GetValue(images), arguments.GetValue(size), arguments.GetValue(seed), arguments.GetValue(folder)),
            cancellationToken));
        return command;
    }
}
