namespace Jmirror.Network.Linux.Ssh;

/// <summary>Junos' connection-limit and rate-limit. For use by any thread.</summary>
/// <param name="connectionLimit">Most connections at a time.</param>
/// <param name="rateLimit">Most new connections in a minute.</param>
/// <param name="clock">Tells the minutes.</param>
internal sealed class ConnectionGate(int connectionLimit, int rateLimit, TimeProvider clock)
{
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(1);

    private readonly Lock _lock = new();
    private readonly Queue<long> _entries = [];
    private int _open;

    /// <summary>Lets one in, or says why not.</summary>
    public string? TryEnter()
    {
        lock (_lock)
        {
            var now = clock.GetTimestamp();
            while (_entries.TryPeek(out var oldest) && clock.GetElapsedTime(oldest, now) >= Window)
                _entries.Dequeue();
            if (_open == connectionLimit)
                return $"{connectionLimit} are open already (connection-limit)";
            if (_entries.Count == rateLimit)
                return $"there were {rateLimit} within a minute already (rate-limit)";
            _entries.Enqueue(now);
            _open++;
            return null;
        }
    }

    /// <summary>One has gone.</summary>
    public void Leave()
    {
        lock (_lock)
            _open--;
    }
}
