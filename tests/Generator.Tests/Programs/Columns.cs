using System;
using System.Threading.Tasks;
using ParallelGen;

namespace App;

public enum Color : byte { Red, Green }

public static partial class Columns
{
    [RunInProcessPool]
    public static partial float Half(float value, float by = 2);

    public static partial float Half(float value, float by) => value / by;

    [RunInProcessPool]
    public static double Scale(double value, double factor, Color color) => value * factor * (int)color;

    [RunInProcessPool]
    public static int Measure(string text) => text.Length;

    [RunInProcessPool]
    public static string Repeat(char letter, int count) => new(letter, count);

    [RunInProcessPool]
    public static Task<Color> Mix(Guid id, string name) => Task.FromResult(id.ToString() == name ? Color.Red : Color.Green);
}
