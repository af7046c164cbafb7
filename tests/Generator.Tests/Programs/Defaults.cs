using System;
using ParallelGen;

namespace App;

public enum Level : sbyte { Low = -1, Normal, High }

public struct Point
{
    public int X;
    public int Y;
}

public static class Defaults
{
    [RunInProcessPool]
    public static void All(
        int required,
        bool flag = true,
        byte small = 255,
        sbyte negative = -128,
        long big = long.MinValue,
        ulong biggest = ulong.MaxValue,
        uint u = 7,
        char letter = '\'',
        char control = '\n',
        float single = -1.5f,
        double nan = double.NaN,
        double infinite = double.NegativeInfinity,
        double tiny = double.Epsilon,
        decimal money = 12.50m,
        string text = "a \"b\"\\\n\t\0",
        string? nothing = null,
        string forced = null!,
        Level level = Level.Low,
        Level? maybe = Level.High,
        Level? never = null,
        int? number = 5,
        Point point = default,
        Guid id = default,
        DateTime time = default)
    {
    }

    [RunInProcessPool]
    public static int Sum(int first = 1, params int[] others) => first + others.Length;
}
