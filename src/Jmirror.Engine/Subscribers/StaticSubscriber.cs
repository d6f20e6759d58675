using Jmirror.Engine.Matching;
using Jmirror.Protocol.Ip;

namespace Jmirror.Engine.Subscribers;

/// <summary>A subscriber of the configuration.</summary>
/// <param name="Identities">Its identities, each kind at most once.</param>
/// <param name="Addresses">Its addresses and prefixes.</param>
/// <param name="Interface">Its subscriber interface, so that what is seen there is known to be of this subscriber; null: not stated.</param>
/// <param name="Triggers">
/// What selects its packets: its interface and its addresses must both fit, unlike those of learned sessions.
/// </param>
public sealed record StaticSubscriber(
    IReadOnlyList<SubscriberIdentity> Identities,
    IReadOnlyList<IpPrefix> Addresses,
    SubscriberInterface? Interface,
    IReadOnlyList<Trigger> Triggers
);
