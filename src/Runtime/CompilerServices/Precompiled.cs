namespace ParallelGen.CompilerServices;

/// <summary>
/// Never called: names the instantiations of generic code that are compiled ahead of time with this assembly, those for common types. All
/// types that are classes share one; for structs of a program's own the code is compiled when it runs.
/// </summary>
internal static class Precompiled
{
    public static void Touch()
    {
        Of<int, int>();
        Of<double, double>();
        Of<int, string>();
        Of<string, int>();
        Of<string, string>();
    }

    private static void Of<TArgument, TResult>()
    {
        PoolMap<Unit, TArgument, TResult> map = null!;
        PoolMethod<TArgument, TResult> method = null!;
        _ = PoolCalls.CallAsync(null!, method, default(TArgument)!, default);
        _ = PoolCalls.MapAsync(null!, map, [], default, null, default);
        _ = PoolCalls.TryMapAsync(null!, map, [], default, null, default);
    }
}
