using System.Reflection;
using System.Text.Json;
using EndToEnd.Tests.Types;
using EndToEnd.Tests.Types.Geometry;
using ParallelGen;

namespace EndToEnd.Tests;

/// <summary>A hundred types, as public interfaces have them, go to a worker and come back as they were.</summary>
public sealed class TypesTests : PoolTest
{
    private const int Rounds = 5;

    [Fact]
    public async Task A_hundred_types_come_back()
    {
        ProcessPool pool = NewPool(1);
        MethodInfo check = typeof(TypesTests).GetMethod(nameof(Check), BindingFlags.Static | BindingFlags.NonPublic)!;
        MethodInfo[] echoes = [.. typeof(Echoes).GetMethods(BindingFlags.Static | BindingFlags.NonPublic).Where(m => m.Name.StartsWith('T')).OrderBy(m => m.Name, StringComparer.Ordinal)];
        Assert.Equal(100, echoes.Length);
        Assert.Equal(100, echoes.Select(e => e.ReturnType).Distinct().Count());
        var described = new HashSet<string>();
        foreach (MethodInfo echo in echoes)
        {
            MethodInfo call = typeof(EchoesPoolExtensions).GetMethod(echo.Name + "Async", BindingFlags.Static | BindingFlags.NonPublic)!;
            await (Task)check.MakeGenericMethod(echo.ReturnType).Invoke(null, [pool, call, described])!;
        }

        // What is compared must tell values apart.
        Assert.True(described.Count > 90 * Rounds / 2, $"only {described.Count} values differ");
    }

    private static async Task Check<T>(ProcessPool pool, MethodInfo call, HashSet<string> described)
    {
        var send = call.CreateDelegate<Func<ProcessPool, T, CancellationToken, Task<T>>>();
        for (int round = 0; round < Rounds; round++)
        {
            T value = ValueOf<T>(round);
            T result = await send(pool, value, TestToken);
            string expected = Describer.Describe(value);
            described.Add(expected);
            Assert.Equal(expected, Describer.Describe(result));
        }
    }

    private static T ValueOf<T>(int round)
    {
        var filler = new Filler(round);
        if (typeof(T) == typeof(JsonElement))
            return (T)(object)JsonDocument.Parse($$"""{ "round": {{round}}, "list": [1, 2.50, null, "ß"] }""").RootElement;
        if (typeof(T) == typeof(Image))
            return (T)(object)new Image(round, 2, filler.Make<byte[]>(), filler.Make<Palette>());
        if (typeof(T) == typeof(Spectrum))
            return (T)(object)new Spectrum(filler.Make<System.Numerics.Complex[]>(), filler.Make<Half[]>(), filler.Make<float[]>(), new([1, 2, 3, round], 1, 2));
        return filler.Make<T>();
    }
}
