using Jmirror.Protocol.Ip;

namespace Jmirror.Engine.Subscribers;

/// <summary>
/// One session of a subscriber: who it is and what its packets look like. Written under the control plane's lock, read
/// by anyone: each property is replaced as a whole.
/// A million of them live in a gigabyte: keep it lean.
/// </summary>
public sealed class Subscriber
{
    private SubscriberIdentity[] _identities = [];

    internal Subscriber(long number, long loggedIn)
    {
        Number = number;
        LoggedIn = loggedIn;
    }

    /// <summary>Number of the session, in order of login, from 1; never given twice in a run.</summary>
    public long Number { get; }

    /// <summary>When the session was first seen, nanoseconds since 1970-01-01 UTC.</summary>
    public long LoggedIn { get; }

    /// <summary>When it was last seen, likewise.</summary>
    public long LastSeen { get; internal set; }

    /// <summary>True for an entry of the configuration: it is logged in as long as the configuration says so.</summary>
    public bool IsStatic { get; internal init; }

    /// <summary>What its packets look like below IP; null when nobody told.</summary>
    public SubscriberInterface? Interface { get; internal set; }

    /// <summary>Its addresses and prefixes, of all sources that stand.</summary>
    public IReadOnlyList<IpPrefix> Addresses { get; internal set; } = [];

    /// <summary>Its identities.</summary>
    public IReadOnlyList<SubscriberIdentity> Identities
    {
        get => _identities;
        internal set => _identities = [.. value];
    }

    /// <summary>
    /// Low 32 bits of the Acct-Session-Id, or, as long as nobody told that, the number that this router gave the
    /// session itself: new at each login.
    /// </summary>
    public uint AccountingSessionId { get; internal set; }

    /// <summary>One identity by kind; null when it is not known.</summary>
    public string? IdentityOf(IdentityKind kind)
    {
        foreach (var identity in _identities)
        {
            if (identity.Kind == kind)
                return identity.Value;
        }
        return null;
    }
}
