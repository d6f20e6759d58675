using Jmirror.Protocol.Ip;
using Jmirror.Protocol.Link;

namespace Jmirror.Engine.Subscribers;

/// <summary>What a sighting or a session shows of a subscriber, for finding the session that it belongs to.</summary>
internal sealed class Portrait
{
    private readonly IReadOnlyList<SubscriberIdentity> _identities;

    private Portrait(
        IReadOnlyList<SubscriberIdentity> identities,
        IReadOnlyList<IpPrefix> addresses,
        string? nas,
        SubscriberInterface? link
    )
    {
        _identities = identities;
        Nas = nas;
        Addresses = addresses;
        if (link is not null)
            Mac = link.Mac;
        else if (StationMac.TryRead(ValueOf(IdentityKind.CallingStationId), out var mac))
            Mac = mac;
    }

    /// <summary>The Ethernet address on the wire or in the Calling-Station-Id; 0: not known.</summary>
    public MacAddress Mac { get; }

    /// <summary>Addresses and prefixes.</summary>
    public IReadOnlyList<IpPrefix> Addresses { get; }

    /// <summary>The router.</summary>
    public string? Nas { get; }

    public static Portrait Of(Sighting sighting) =>
        new(sighting.Identities, sighting.Addresses ?? [], sighting.Nas, sighting.Interface);

    public static Portrait Of(Subscriber session) =>
        new(session.Identities, session.Addresses, session.Nas, session.Interface);

    /// <summary>One identity by kind; null when it is not known.</summary>
    public string? ValueOf(IdentityKind kind)
    {
        foreach (var identity in _identities)
        {
            if (identity.Kind == kind)
                return identity.Value;
        }
        return null;
    }

    /// <summary>True when the session is known to be at another router.</summary>
    public bool IsElsewhere(Subscriber session) => Differ(Nas, session.Nas);

    /// <summary>
    /// True when both know the router, the accounting session or the Ethernet address, and it is not the same: the
    /// session is another one, whatever else fits.
    /// </summary>
    public bool IsNot(Subscriber session) =>
        IsElsewhere(session)
        || Differs(session, IdentityKind.AcctSessionId)
        || (Mac.Value != 0 && session.KnownMac() is { Value: not 0 } mac && mac != Mac);

    /// <summary>
    /// True when both know a name or a line, and it is not the same. Routers rewrite these, so that they speak only
    /// against weaker evidence; domains come and go, so that they are not compared.
    /// </summary>
    public bool Contradicts(Subscriber session) =>
        Differs(session, IdentityKind.AgentCircuitId)
        || Differs(session, IdentityKind.AgentRemoteId)
        || Differs(session, IdentityKind.NasPortId)
        || (
            ValueOf(IdentityKind.Username) is { } ours
            && session.IdentityOf(IdentityKind.Username) is { } theirs
            && !WithoutDomain(ours).SequenceEqual(WithoutDomain(theirs))
        );

    /// <summary>True when both have the same user name.</summary>
    public bool SharesNameWith(Subscriber session) =>
        ValueOf(IdentityKind.Username) is { } name
        && session.Has(new SubscriberIdentity(IdentityKind.Username, name));

    private bool Differs(Subscriber session, IdentityKind kind) =>
        Differ(ValueOf(kind), session.IdentityOf(kind));

    private static bool Differ(string? ours, string? theirs) =>
        ours is not null && theirs is not null && !string.Equals(ours, theirs, StringComparison.Ordinal);

    /// <summary>The user in <c>user@domain</c>.</summary>
    private static ReadOnlySpan<char> WithoutDomain(string name)
    {
        var at = name.IndexOf('@', StringComparison.Ordinal);
        return at < 0 ? name : name.AsSpan(0, at);
    }
}
