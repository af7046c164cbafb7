using System.Runtime.CompilerServices;

namespace ParallelGen.Worker;

/// <summary>Runs the initializers of a worker.</summary>
internal sealed class InitializerRunner(WorkerCall call, WorkerContext worker)
{
    private static readonly AsyncLocal<StrongBox<bool>?> s_isInside = new();

    /// <summary>
    /// Whether the current code is an initializer's, on whatever thread. It may use a pool, and must not wait there for what has begun: that is itself, or
    /// waits for it.
    /// </summary>
    public static bool IsInside => s_isInside.Value?.Value == true;

    /// <summary>Runs one, with the arguments that the parent sent.</summary>
    /// <returns>The error; null where it ended well, or had to run no more.</returns>
    public RemoteError? Run(long callId, PoolInitializer initializer, ref WireReader arguments)
    {
        if (!initializer.IsAutomatic)
            return Invoke(callId, initializer, ref arguments);
        if (initializer.HasBegun && IsInside)
            return null;
        // Threads of one process may be workers, too: the others wait.
        lock (initializer)
        {
            if (initializer.HasBegun)
                return null;
            initializer.HasBegun = true;
            RemoteError? error = Invoke(callId, initializer, ref arguments);
            initializer.HasBegun = error is null;
            return error;
        }
    }

    /// <summary>
    /// Runs those of a table that take no arguments and have not run yet: the program loaded its assembly when this worker was at work already, so that
    /// they belong to the first call of it.
    /// </summary>
    public RemoteError? RunRest(long callId, MethodTable table)
    {
        foreach (PoolInitializer initializer in table.Initializers)
        {
            WireReader none = default;
            if (initializer.IsAutomatic && Run(callId, initializer, ref none) is { } error)
                return error;
        }
        return null;
    }

    private RemoteError? Invoke(long callId, PoolInitializer initializer, ref WireReader arguments)
    {
        call.BeginInitializer(callId, initializer);
        StrongBox<bool>? outer = s_isInside.Value;
        var inside = new StrongBox<bool>(true);
        s_isInside.Value = inside;
        try
        {
            initializer.Run(ref arguments, call);
            return null;
        }
        catch (ConnectionLostException)
        {
            throw;
        }
        catch (Exception exception)
        {
            return RemoteError.OfInitializer(initializer.Name, exception);
        }
        finally
        {
            s_isInside.Value = outer;
            inside.Value = false; // for what it has started, and goes on
            worker.End();
        }
    }
}
