using System.Runtime.ExceptionServices;

namespace Jmirror.Cli.Generating.Logins;

/// <summary>Work that goes on in the background until it is waited for. What fails there, fails at the end.</summary>
internal sealed class TasksUnderWay
{
    private readonly TaskCompletionSource _over = new(TaskCreationOptions.RunContinuationsAsynchronously);

    // One more until somebody waits.
    private long _count = 1;
    private Exception? _failure;

    /// <summary>Adds work that has begun.</summary>
    public void Add(Task work)
    {
        Interlocked.Increment(ref _count);
        _ = FollowAsync(work);
    }

    /// <summary>Waits for all of it; no more may be added. Work that was cancelled is done.</summary>
    public void Wait()
    {
        Leave();
        _over.Task.GetAwaiter().GetResult();
        if (_failure is not null)
            ExceptionDispatchInfo.Throw(_failure);
    }

    private async Task FollowAsync(Task work)
    {
        await work.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (work.Exception is { InnerException: { } failure })
            Interlocked.CompareExchange(ref _failure, failure, null);
        Leave();
    }

    private void Leave()
    {
        if (Interlocked.Decrement(ref _count) == 0)
            _over.SetResult();
    }
}
