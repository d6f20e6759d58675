namespace Jmirror.Provisioning.Radius;

/// <summary>A session that an Access-Accept let in: what its accounting reports need besides who it is and what it carried.</summary>
/// <param name="login">What the server said.</param>
/// <param name="loggedIn">When it logged in, nanoseconds since 1970-01-01 UTC.</param>
public class AccountedSession(SessionLogin login, long loggedIn)
{
    // Not the login itself, which holds a whole packet: there may be a million sessions.
    private readonly long? _updateInterval = login.UpdateInterval;
    private int _updates;

    /// <summary>When it logged in, nanoseconds since 1970-01-01 UTC.</summary>
    public long LoggedIn { get; } = loggedIn;

    /// <summary>Class attributes of the Access-Accept, which all reports send back (RFC 2865, section 5.25).</summary>
    public IReadOnlyList<byte[]> Class { get; } = login.Class;

    /// <summary>True, once for each, when another Interim-Update is due.</summary>
    /// <param name="now">Nanoseconds since 1970-01-01 UTC.</param>
    public bool TryTakeUpdate(long now)
    {
        if (_updateInterval is not { } interval || now - LoggedIn < (_updates + 1) * interval)
            return false;
        _updates++;
        return true;
    }
}
