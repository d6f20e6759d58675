using Jmirror.Provisioning.Radius;

namespace Jmirror.Cli.Generating.Logins;

/// <summary>A session that RADIUS let in. Its reports go out one after the other, and none after its last one.</summary>
/// <param name="login">What the server said.</param>
/// <param name="loggedIn">When, nanoseconds since 1970-01-01 UTC.</param>
/// <param name="subscriber">Whose.</param>
/// <param name="sessionId">Its Acct-Session-Id.</param>
internal sealed class GatedSession(SessionLogin login, long loggedIn, int subscriber, uint sessionId)
    : AccountedSession(login, loggedIn)
{
    private readonly Lock _gate = new();
    private Task _reported = Task.CompletedTask;
    private bool _isOver;

    public int Subscriber => subscriber;

    public uint SessionId => sessionId;

    /// <summary>
    /// Sends a report, on another thread, when the one before it has been answered or given up; not when the session is
    /// over.
    /// </summary>
    /// <returns>When that is done.</returns>
    public Task ReportAsync(Func<Task> send, bool isLast)
    {
        lock (_gate)
        {
            if (_isOver)
                return _reported;
            _isOver = isLast;
            return _reported = AfterAsync(_reported, send);
        }
    }

    private static async Task AfterAsync(Task earlier, Func<Task> send)
    {
        await earlier.ConfigureAwait(
            ConfigureAwaitOptions.ForceYielding | ConfigureAwaitOptions.SuppressThrowing
        );
        await send().ConfigureAwait(false);
    }
}
