using ParallelGen.Benchmarks.Peers.Rows;
using ParallelGen.Benchmarks.Peers.Subjects;

namespace ParallelGen.Benchmarks.Peers.Measuring;

/// <summary>
/// What this program does when it is asked for one row of one subject: it measures, prints figures, and ends. Each measurement has a
/// process of its own, so that one that hangs or crashes costs one figure.
/// </summary>
internal static class MeasuringProcess
{
    internal static async Task<int> RunAsync(string subjectName, string row, bool isQuick)
    {
        try
        {
            if (row == RowNames.ColdStart)
            {
                await PrintFirstResultAsync(subjectName);
            }
            else
            {
                await MeasurementTable.Get(row)(new Stage(() => SubjectCatalog.Start(subjectName), isQuick));
                Stage.Done();
            }
            return 0;
        }
        catch (Exception exception)
        {
            Console.Error.WriteLine($"{exception.GetType().Name}: {exception.Message}");
            return 1;
        }
    }

    /// <summary>W5-cold: the clock runs in the process that started this one.</summary>
    private static async Task PrintFirstResultAsync(string subjectName)
    {
        await using ISubject subject = SubjectCatalog.Start(subjectName);
        Console.WriteLine(await subject.IncrementAsync(1));
    }
}
