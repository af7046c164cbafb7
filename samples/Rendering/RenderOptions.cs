using System.CommandLine;
using Samples;

namespace Rendering;

/// <summary>What the user asked for.</summary>
internal sealed record RenderOptions(int Workers, Animation Animation, DirectoryInfo? Folder)
{
    internal static RootCommand Command(Func<RenderOptions, CancellationToken, Task<int>> run)
    {
        Option<int> workers = CommandLine.Workers();
        Option<int> frames = CommandLine.Number("--frames", "How many frames the animation has; the last leads to the first again.", 36, minimum: 1, maximum: 9999);
        Option<int> width = CommandLine.Number("--width", "How wide a frame is, in pixels; its height is nine sixteenths of that.", 640, minimum: 32, maximum: 7680);
        Option<int> samples = CommandLine.Number("--samples", "How many rays go through each side of a pixel.", 2, minimum: 1, maximum: 16);
        Option<DirectoryInfo> folder = CommandLine.Folder("the frames");

        RootCommand command = new("Renders an animation by tracing rays, frame by frame into PNG files: sequentially, on threads and in a process pool; and compares the files.")
        {
            workers, frames, width, samples, folder,
        };
        command.SetAction((arguments, cancellationToken) => run(
            new RenderOptions(
                arguments.GetValue(workers),
                new Animation(arguments.GetValue(frames), arguments.GetValue(width), arguments.GetValue(width) * 9 / 16, arguments.GetValue(samples)),
                arguments.GetValue(folder)),
            cancellationToken));
        return command;
    }
}
