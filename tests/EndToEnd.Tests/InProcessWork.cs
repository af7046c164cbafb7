using ParallelGen;

namespace EndToEnd.Tests;

/// <summary>Methods of workers that are threads of this program, which sees what they leave behind.</summary>
internal static class InProcessWork
{
    /// <summary>The thread that ran the last <see cref="BeginItem"/>.</summary>
    internal static Thread? ThreadOfItems { get; private set; }

    /// <summary>Says by a file that its token is set.</summary>
    [RunInProcessPool]
    internal static string NoteToken(string startedFile, string seenFile, CancellationToken cancellationToken)
    {
        File.WriteAllText(startedFile, "");
        cancellationToken.WaitHandle.WaitOne();
        File.WriteAllText(seenFile, "");
        return "";
    }

    /// <summary>Says by a file that it begins; the first item waits for another.</summary>
    [RunInProcessPool]
    internal static int BeginItem(int item, string begunFiles, string goFile)
    {
#pragma warning disable PGEN030 // its caller is in this process
        ThreadOfItems = Thread.CurrentThread;
#pragma warning restore PGEN030
        File.WriteAllText($"{begunFiles}.{item}", "");
        if (item == 0)
            AwaitedFile.Wait(goFile);
        return item;
    }

    /// <summary>What the initializers of another pool have done here.</summary>
    [RunInProcessPool]
    internal static Task<string[]> OwnLogAsync() => WorkerStateWork.OwnPool!.LogAsync();
}
