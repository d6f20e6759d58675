namespace Jmirror.Network.Neighbours;

/// <summary>
/// Keeps an eye on the way to one analyzer. A sink asks once per batch; most of the time that costs one look at
/// the clock. One caller at a time.
/// </summary>
internal abstract class NextHopTracker : IDisposable
{
    // A changed route or a pulled cable is noticed after this long at the latest.
    private static readonly TimeSpan LookInterval = TimeSpan.FromMilliseconds(10);

    private readonly TimeProvider _time;
    private readonly long _lookTicks;
    private long _nextLook;

    /// <summary>Starts with nothing known; the first <see cref="Poll"/> looks.</summary>
    protected NextHopTracker(TimeProvider time)
    {
        _time = time;
        _lookTicks = (long)(LookInterval.TotalSeconds * time.TimestampFrequency);
        _nextLook = long.MinValue;
    }

    /// <summary>What the last look found.</summary>
    public Reachability Reachability { get; private set; } = Reachability.Unresolved;

    /// <summary>Where frames go; what was known last while the analyzer is not reachable.</summary>
    public NextHop NextHop { get; private set; }

    /// <summary>Tells whether datagrams can be sent now.</summary>
    public Reachability Poll()
    {
        var now = _time.GetTimestamp();
        if (now >= _nextLook)
        {
            _nextLook = now + _lookTicks;
            Look();
        }
        return Reachability;
    }

    /// <summary>
    /// Has the next look ask for everything, announced or not: for when the kernel refused what should have worked.
    /// It announces a lost carrier up to a second late, but tells at once when asked.
    /// </summary>
    public abstract void Doubt();

    /// <summary>Doubts, and looks at once.</summary>
    public Reachability Recheck()
    {
        Doubt();
        _nextLook = long.MinValue;
        return Poll();
    }

    /// <summary>Waits until the analyzer can be reached; false when it could not within <paramref name="limit"/>.</summary>
    public bool WaitUntilUp(TimeSpan limit)
    {
        var start = _time.GetTimestamp();
        while (Poll() != Reachability.Up)
        {
            if (_time.GetElapsedTime(start) >= limit)
                return false;
            Thread.Sleep(1);
        }
        return true;
    }

    /// <summary>Lets the sockets go that it watches with.</summary>
    public abstract void Dispose();

    /// <summary>Finds out what changed since the last look and calls <see cref="Found"/> when anything did.</summary>
    protected abstract void Look();

    /// <summary>Monotonic clock of the tracker.</summary>
    protected TimeSpan Now => _time.GetElapsedTime(0);

    /// <summary>Records what a look found.</summary>
    protected void Found(Reachability reachability, NextHop nextHop)
    {
        Reachability = reachability;
        NextHop = nextHop;
    }

    /// <summary>Records that the analyzer cannot be reached; the next hop known last stays.</summary>
    protected void Lost(Reachability reachability) => Reachability = reachability;
}
