using System.Diagnostics;
using System.Globalization;
using ParallelGen;

namespace EndToEnd.Tests;

/// <summary>Methods that print and then fail.</summary>
internal static class ErrorDetailWork
{
    [RunInProcessPool]
    internal static int PrintThen(int number, string end)
    {
        Console.WriteLine($"out {number.ToString(CultureInfo.InvariantCulture)}");
        Console.Error.WriteLine($"error {number.ToString(CultureInfo.InvariantCulture)}");
        switch (end)
        {
            case "throw":
                throw new InvalidOperationException("wrong");
            case "die":
                Process.GetCurrentProcess().Kill();
                Thread.Sleep(Timeout.Infinite);
                break;
            case "hang":
                Thread.Sleep(Timeout.Infinite);
                break;
        }
        return number;
    }

    [RunInProcessPool]
    internal static int ExitWith(int code, string name, double[] values, DayOfWeek day)
    {
        Environment.Exit(code);
        return name.Length + values.Length + (int)day;
    }

    [RunInProcessPool]
    internal static int Flood(int megabytes)
    {
        string line = new('x', 1023);
        for (int i = 0; i < megabytes * 1024; i++)
            Console.WriteLine(line);
        throw new InvalidOperationException("flooded");
    }
}
