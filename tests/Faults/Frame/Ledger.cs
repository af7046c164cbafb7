using System.Globalization;

namespace Faults.Tests.Frame;

/// <summary>
/// What ran, by the workers' own word: each run appends its number to its process's file in a folder before it does anything else. What was
/// written is the kernel's, whatever becomes of the worker.
/// </summary>
internal sealed class Ledger(string folder)
{
    private static FileStream? s_file;
    private static string? s_folder;

    public string Folder { get; } = Directory.CreateDirectory(folder).FullName;

    /// <summary>The worker's side: this call runs.</summary>
    public static void Note(string folder, int number)
    {
        if (s_folder != folder)
        {
            s_file?.Dispose();
            s_file = new FileStream(Path.Combine(folder, Environment.ProcessId.ToString(CultureInfo.InvariantCulture)),
                FileMode.Append, FileAccess.Write, FileShare.ReadWrite, bufferSize: 0);
            s_folder = folder;
        }
        Span<byte> line = stackalloc byte[16];
        number.TryFormat(line, out int length, default, CultureInfo.InvariantCulture);
        line[length] = (byte)'\n';
        s_file!.Write(line[..(length + 1)]);
    }

    /// <summary>How often each number ran.</summary>
    public Dictionary<int, int> Runs()
    {
        var runs = new Dictionary<int, int>();
        foreach (string file in Directory.GetFiles(Folder))
        {
            foreach (string line in File.ReadLines(file))
            {
                int number = int.Parse(line, CultureInfo.InvariantCulture);
                runs[number] = runs.GetValueOrDefault(number) + 1;
            }
        }
        return runs;
    }

    /// <summary>How many numbers ran more than once.</summary>
    public int Doubles() => Runs().Values.Count(count => count > 1);
}
