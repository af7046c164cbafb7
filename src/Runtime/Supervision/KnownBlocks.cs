using ParallelGen.Supervision.Launch;
using ParallelGen.Transport.SharedMemory;

namespace ParallelGen.Supervision;

/// <summary>Which blocks of shared memory one worker was told of: each once, before it needs it; and when it is free, that it is.</summary>
internal sealed class KnownBlocks(WorkerBody worker)
{
    private HashSet<long>? _told; // made with the first; guarded by itself

    /// <summary>Tells the worker of what a request refers to. By the request's sender, before the request is sent whole.</summary>
    public void Tell(WorkerRequest request)
    {
        Tell(request.Blocks);
        Tell(request.FlowBlocks);
    }

    /// <summary>Tells the worker again, which could not use one of them: it may have had no descriptor left when it was told.</summary>
    public void TellAgain(WorkerRequest request)
    {
        foreach (SharedBlock block in Enumerable.Concat(request.Blocks?.Blocks ?? [], request.FlowBlocks?.Blocks ?? []))
            worker.Share(block);
    }

    /// <summary>The worker has ended.</summary>
    public void Close()
    {
        if (_told is not null)
            SharedBlocks.Freed -= OnFreed;
    }

    private void Tell(BlockUses? uses)
    {
        if (uses is null || uses.Blocks.Count == 0)
            return;
        if (_told is null)
        {
            _told = [];
            SharedBlocks.Freed += OnFreed;
        }
        foreach (SharedBlock block in uses.Blocks)
        {
            bool isNew;
            lock (_told)
                isNew = _told.Add(block.Id);
            if (isNew)
                worker.Share(block);
        }
    }

    // Nothing that the worker has refers to it: whoever sent that has it in use until it is settled.
    private void OnFreed(long id)
    {
        bool wasTold;
        lock (_told!)
            wasTold = _told.Remove(id);
        if (wasTold)
            worker.Tell(FrameKind.Forget, id);
    }
}
