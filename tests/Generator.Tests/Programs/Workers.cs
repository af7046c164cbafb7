using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;
using ParallelGen;

namespace App;

/// <summary>What workers do when they start and end.</summary>
public static class Models
{
    private static readonly List<string> s_names = [];

    /// <summary>Loads a model.</summary>
    /// <param name="path">Where it is.</param>
    /// <param name="settings">How it runs.</param>
    /// <param name="options">Whatever else.</param>
    [WorkerInitializer]
    public static void LoadModel(string path, Settings? settings = null, params int[] options) => s_names.Add(path + settings?.Depth + options.Length);

    [WorkerInitializer]
    internal static async Task WarmUpAsync(CancellationToken cancellationToken) => await Task.Delay(1, cancellationToken);

    [WorkerInitializer]
    internal static ValueTask Connect(Uri server, CancellationToken cancellationToken) => default;

    [WorkerCleanup]
    internal static void Close() => s_names.Clear();

    [RunInProcessPool(EveryWorker = true)]
    public static int Count(string prefix, int least = 0) => s_names.FindAll(name => name.StartsWith(prefix, StringComparison.Ordinal) && name.Length >= least).Count;

    [RunInProcessPool(EveryWorker = true)]
    internal static Task ForgetAsync() => Task.CompletedTask;

    [Obsolete("Use LoadModel.")]
    public static class Old
    {
        [WorkerInitializer, RunInProcessPool]
        public static void Load(byte number) => s_names.Add(number.ToString(System.Globalization.CultureInfo.InvariantCulture));

        [WorkerCleanup]
        internal static ValueTask CloseAsync() => default;
    }
}

public sealed record Settings(int Depth);

/// <summary>Only a worker's own.</summary>
internal static class Automatic
{
    [WorkerInitializer]
    internal static void First() => Console.Out.Flush();
}
