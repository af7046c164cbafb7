using ParallelGen;

namespace EndToEnd.Tests;

/// <summary>Methods that use a pool within their worker.</summary>
internal static class NestedWork
{
    [RunInProcessPool]
    internal static Task<string> WaitInsideAsync(string startedFile, CancellationToken cancellationToken) =>
        ProcessPool.Shared.WaitForTokenAsync(startedFile, cancellationToken);

    [RunInProcessPool]
    internal static async Task<int> MapInsideAsync(string startedFiles, CancellationToken cancellationToken)
    {
        try
        {
            await ProcessPool.Shared.WaitForTokenMapAsync([$"{startedFiles}.0", $"{startedFiles}.1"], cancellationToken: cancellationToken);
            return -1;
        }
        catch (OperationCanceledException)
        {
            return Directory.GetFiles(Path.GetDirectoryName(startedFiles)!, $"{Path.GetFileName(startedFiles)}.*").Length;
        }
    }

    [RunInProcessPool]
    internal static async Task<string> BeLateInsideAsync(string startedFile)
    {
        ProcessPool hasty = ProcessPool.Shared.With(new PoolCallOptions { Timeout = TimeSpan.FromMilliseconds(50) });
        try
        {
            return await hasty.WaitForTokenAsync(startedFile);
        }
        catch (CallTimeoutException exception)
        {
            return exception.Message;
        }
    }

    /// <summary>How deep it came.</summary>
    [RunInProcessPool]
    internal static async Task<int> RecurseAsync(int depth)
    {
        try
        {
            return depth == 0 ? 0 : 1 + await ProcessPool.Shared.RecurseAsync(depth - 1);
        }
        catch (NestedPoolException)
        {
            return -1_000_000;
        }
    }
}
