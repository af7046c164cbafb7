using ImageAnalysis;
using ParallelGen;
using Samples;

return await ImageOptions.Command(RunAsync).Parse(args).InvokeAsync();

static async Task<int> RunAsync(ImageOptions options, CancellationToken cancellationToken)
{
    Terminal.Prepare();
    using SampleFolder folder = new(options.Folder, "image-analysis");
    string[] files = [.. Enumerable.Range(0, options.Images).Select(index => folder.File($"image-{index:D4}.pgm"))];
    await using ProcessPool pool = new(options.Workers);

    Console.WriteLine($"Making {files.Length} images of {options.Size} x {options.Size} pixels ...");
    int[] truth = await pool.MakeMapAsync(files.Select((path, index) => (path, options.Seed + index, options.Size)), cancellationToken: cancellationToken);

    Console.WriteLine($"Counting their {truth.Sum():N0} objects, first one image after the other, then with {options.Workers} workers ...");
    Measurement<ImageReport[]> sequential = await Measurement.SequentialAsync(() => OneByOne(files, cancellationToken));
    Measurement<ImageReport[]> pooled = await Measurement.TakeAsync($"process pool ({options.Workers})", () => pool.AnalyzeMapAsync(files, cancellationToken: cancellationToken));

    ImageTable.Write([sequential, pooled], truth);
    return AllRight([sequential, pooled], truth, files) ? 0 : 1;
}

static ImageReport[] OneByOne(string[] files, CancellationToken cancellationToken)
{
    ImageReport[] reports = new ImageReport[files.Length];
    for (int index = 0; index < files.Length; index++)
    {
        cancellationToken.ThrowIfCancellationRequested();
        reports[index] = ImageWork.Analyze(files[index]);
    }
    return reports;
}

static bool AllRight(Measurement<ImageReport[]>[] measurements, int[] truth, string[] files)
{
    bool right = true;
    foreach (Measurement<ImageReport[]> measurement in measurements)
    {
        for (int index = 0; index < truth.Length; index++)
        {
            int found = measurement.Result[index].Objects.Count;
            if (found != truth[index])
                Complain($"{measurement.Mode}: {Path.GetFileName(files[index])} shows {truth[index]} objects, not {found}.");
            if (!measurement.Result[index].IsSameAs(measurements[0].Result[index]))
                Complain($"{measurement.Mode}: {Path.GetFileName(files[index])} differs from the result of {measurements[0].Mode}.");
        }
    }
    return right;

    void Complain(string problem)
    {
        right = false;
        Console.Error.WriteLine(problem);
    }
}
