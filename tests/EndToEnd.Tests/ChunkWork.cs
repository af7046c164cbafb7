using ParallelGen;

namespace EndToEnd.Tests;

/// <summary>Marked methods whose items, or results, are large; each notes what it ran.</summary>
internal static class ChunkWork
{
    [RunInProcessPool]
    internal static int Weigh(Load item, string ledger) => Work.Note(item.Number, ledger) + item.Data.Length;

    [RunInProcessPool]
    internal static byte[] Produce((int Number, int Bytes) item, string ledger)
    {
        Work.Note(item.Number, ledger);
        return new byte[item.Bytes];
    }

    /// <summary>Item 0 waits for a file; item 20 fails.</summary>
    [RunInProcessPool]
    internal static byte[] Stage(int number, int bytes, string ledger, string file)
    {
        Work.Note(number, ledger);
        if (number == 0)
            AwaitedFile.Wait(file);
        return number == 20 ? throw new InvalidOperationException("twenty") : new byte[bytes];
    }

    [RunInProcessPool]
    internal static int Complain(int number, string ledger, int length)
    {
        Work.Note(number, ledger);
        throw new InvalidOperationException(new string('x', length));
    }
}

/// <summary>A large item. One that is bad can't be read by its caller.</summary>
internal sealed class Load
{
    private int _number;

    public byte[] Data { get; set; } = [];

    public bool IsBad { get; set; }

    /// <summary>Until this file is there, a bad one is not read either: where the worker reads a chunk while that is still being encoded.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public string? FileBefore { get; set; }

    public int Number
    {
        get
        {
            if (!IsBad)
                return _number;
            if (FileBefore is not null)
                AwaitedFile.Wait(FileBefore);
            throw new InvalidOperationException("no look");
        }
        set => _number = value;
    }
}
