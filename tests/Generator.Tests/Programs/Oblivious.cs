#nullable disable
using System.Collections.Generic;
using System.Threading.Tasks;
using ParallelGen;

namespace App;

public static class Oblivious
{
    [RunInProcessPool]
    public static Task<List<string>> Split(string text, Old old = null, string separator = null) => Task.FromResult(new List<string>());

#nullable enable
    [RunInProcessPool]
    public static List<string?>? Nullable(Dictionary<string, string?[]?> map, Old? old, Mixed mixed) => null;
}

#nullable disable
public class Old
{
    public string Name { get; set; }

    public List<Old> Children { get; set; }
}

#nullable enable
public sealed class Mixed(string name, List<string> parts)
{
    public string? Name { get; } = name;

    public List<string?>? Parts { get; } = [.. parts];
}
