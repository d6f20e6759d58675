using Jmirror.Engine.Matching;
using Jmirror.Protocol.Ip;
using Jmirror.Protocol.Link;

namespace Jmirror.Engine.Subscribers;

/// <summary>
/// One session of a subscriber: who it is and what its packets look like. Written under the control plane's lock, read
/// by anyone: each property is replaced as a whole.
/// A million of them live in a gigabyte: keep it lean.
/// </summary>
public sealed class Subscriber : INumbered
{
    private ToldIdentity[] _identities = [];
    private ToldAddress[] _addresses = [];

    internal Subscriber(long number, long loggedIn)
    {
        Number = number;
        LoggedIn = loggedIn;
        LastSeen = loggedIn;
    }

    /// <summary>Number of the session, in order of login, from 1; never given twice in a run.</summary>
    public long Number { get; }

    /// <summary>When the session was first seen, nanoseconds since 1970-01-01 UTC.</summary>
    public long LoggedIn { get; }

    /// <summary>When it was last seen, likewise.</summary>
    public long LastSeen { get; internal set; }

    /// <summary>True for an entry of the configuration: it is logged in as long as the configuration says so.</summary>
    public bool IsStatic => StaticTriggers is not null;

    /// <summary>What its packets look like below IP; null when nobody told.</summary>
    public SubscriberInterface? Interface { get; internal set; }

    /// <summary>Its addresses and prefixes, of all sources that stand.</summary>
    public IReadOnlyList<IpPrefix> Addresses => ToldAddress.StandingOf(_addresses);

    /// <summary>Its identities.</summary>
    public IReadOnlyList<SubscriberIdentity> Identities =>
        Array.ConvertAll(_identities, told => new SubscriberIdentity(told.Kind, told.Value));

    /// <summary>
    /// Low 32 bits of the Acct-Session-Id, or, as long as nobody told that, the number that this router gave the
    /// session itself: new at each login.
    /// </summary>
    public uint AccountingSessionId { get; internal set; }

    /// <summary>The router that RADIUS says it is at; null when nobody told.</summary>
    internal string? Nas { get; set; }

    /// <summary>For an entry of the configuration: what selects its packets.</summary>
    internal IReadOnlyList<Trigger>? StaticTriggers { get; init; }

    /// <summary>True when its beginning was seen at its subscriber interface, not only its life.</summary>
    internal bool LoginSeen { get; set; }

    /// <summary>How long it lives after it was last seen, nanoseconds; 0: nobody told.</summary>
    internal long Hold { get; set; }

    /// <summary>Where <see cref="SessionIndex"/> keeps its first key.</summary>
    internal int FirstKey { get; set; } = SessionIndex.None;

    /// <summary>Where <see cref="ExpiryQueue"/> keeps it.</summary>
    internal int ExpiryPlace { get; set; } = ExpiryQueue.Nowhere;

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

    /// <summary>
    /// The subscriber's Ethernet address: of its interface, or as long as that is not known what the
    /// Calling-Station-Id says; 0: not known.
    /// </summary>
    internal MacAddress KnownMac()
    {
        if (Interface is { } link)
            return link.Mac;
        StationMac.TryRead(IdentityOf(IdentityKind.CallingStationId), out var mac);
        return mac;
    }

    /// <summary>True when it has this identity.</summary>
    internal bool Has(SubscriberIdentity identity) =>
        string.Equals(IdentityOf(identity.Kind), identity.Value, StringComparison.Ordinal);

    /// <summary>True when it has all of these.</summary>
    internal bool HasAll(IReadOnlyList<SubscriberIdentity> identities)
    {
        foreach (var identity in identities)
        {
            if (!Has(identity))
                return false;
        }
        return true;
    }

    /// <summary>True when a standing address or prefix covers <paramref name="address"/>.</summary>
    internal bool HasAddress(UInt128 address) => Addresses.Any(prefix => prefix.Contains(address));

    /// <summary>Takes in identities; true when one that stands changed.</summary>
    internal bool TellIdentities(SightingSource source, IReadOnlyList<SubscriberIdentity> identities)
    {
        var merged = ToldIdentity.Merge(_identities, identities, source);
        var changed = !SameValues(merged, _identities);
        _identities = merged;
        return changed;
    }

    /// <summary>Takes in addresses; true when those that stand changed.</summary>
    internal bool TellAddresses(SightingSource source, IReadOnlyList<IpPrefix> addresses)
    {
        var merged = ToldAddress.Merge(_addresses, addresses, source);
        if (ReferenceEquals(merged, _addresses))
            return false;
        var before = Addresses;
        _addresses = merged;
        return !Addresses.SequenceEqual(before);
    }

    /// <summary>
    /// True when a source that told who the session is now tells another user name or Acct-Session-Id: another
    /// session is at its interface.
    /// </summary>
    internal bool IsContradictedBy(SightingSource source, IReadOnlyList<SubscriberIdentity> identities) =>
        identities.Any(identity =>
            identity.Kind is IdentityKind.Username or IdentityKind.AcctSessionId
            && _identities.Any(told =>
                told.Kind == identity.Kind
                && told.Source == source
                && !string.Equals(told.Value, identity.Value, StringComparison.Ordinal)
            )
        );

    /// <summary>True when another source than <paramref name="source"/> that leases or advertises addresses has given one.</summary>
    internal bool HasOtherLease(SightingSource source) => ToldAddress.HasOtherLease(_addresses, source);

    /// <summary>Takes over all that is known of <paramref name="other"/>, which turned out to be the same session.</summary>
    internal void Join(Subscriber other)
    {
        _identities = ToldIdentity.Join(_identities, other._identities);
        _addresses = ToldAddress.Join(_addresses, other._addresses);
        Interface ??= other.Interface;
        Nas ??= other.Nas;
        LoginSeen |= other.LoginSeen;
        Hold = Math.Max(Hold, other.Hold);
        LastSeen = Math.Max(LastSeen, other.LastSeen);
    }

    /// <summary>Forgets what the wire told; true when something that stood is gone.</summary>
    internal bool ForgetWhatWasSeen()
    {
        var (identities, addresses) = (_identities, Addresses);
        _identities = Array.FindAll(_identities, told => told.Source == SightingSource.Configuration);
        _addresses = ToldAddress.Configured(_addresses);
        Nas = null;
        return !SameValues(identities, _identities) || !Addresses.SequenceEqual(addresses);
    }

    private static bool SameValues(ToldIdentity[] some, ToldIdentity[] others) =>
        ReferenceEquals(some, others)
        || some.Select(told => (told.Kind, told.Value))
            .SequenceEqual(others.Select(told => (told.Kind, told.Value)));
}
