namespace ParallelGen.Worker;

/// <summary>Runs the initializers of a worker.</summary>
internal sealed class InitializerRunner(WorkerCall call, WorkerContext worker)
{
    /// <summary>Runs one, with the arguments that the parent sent.</summary>
    /// <returns>The error; null where it ended well, or had to run no more.</returns>
    public RemoteError? Run(long callId, PoolInitializer initializer, ref WireReader arguments)
    {
        if (!initializer.IsAutomatic)
            return Invoke(callId, initializer, ref arguments);
        // Threads of one process may be workers, too: the others wait. Where it is this thread that runs it, the initializer itself uses a pool.
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
            worker.End();
        }
    }
}
