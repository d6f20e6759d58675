using Jmirror.Protocol.Ip;
using Jmirror.Protocol.Link;

namespace Jmirror.Engine.Subscribers;

/// <summary>
/// Hashes of all by which a session is found. The hashes differ from run to run, so that nobody on the wire can aim
/// at one bucket.
/// </summary>
internal static class SubscriberKey
{
    private enum Kind : byte
    {
        Interface,
        Mac,
        Identity,
        Address,
        Nas,
        Tunnel,
        L2tpEnd,
    }

    /// <summary>A subscriber interface as a whole.</summary>
    public static uint Of(SubscriberInterface link) =>
        (uint)
            HashCode.Combine(
                Kind.Interface,
                link.Interface,
                link.OuterVlan,
                link.InnerVlan,
                link.PppoeSession,
                link.Mac.Value,
                link.L2tp
            );

    /// <summary>The subscriber's Ethernet address.</summary>
    public static uint Of(MacAddress mac) => (uint)HashCode.Combine(Kind.Mac, mac.Value);

    /// <summary>An identity.</summary>
    public static uint Of(SubscriberIdentity identity) =>
        (uint)HashCode.Combine(Kind.Identity, identity.Kind, identity.Value);

    /// <summary>An address or prefix as it was told.</summary>
    public static uint Of(IpPrefix prefix) =>
        (uint)HashCode.Combine(Kind.Address, prefix.Address, prefix.Length);

    /// <summary>The router of RADIUS sessions.</summary>
    public static uint OfNas(string nas) => (uint)HashCode.Combine(Kind.Nas, nas);

    /// <summary>One end of an L2TP tunnel.</summary>
    public static uint OfTunnel(L2tpEnd end) => (uint)HashCode.Combine(Kind.Tunnel, end.Address, end.Tunnel);

    /// <summary>One end of an L2TP session.</summary>
    public static uint Of(L2tpEnd end) => (uint)HashCode.Combine(Kind.L2tpEnd, end);

    /// <summary>Adds all keys of a session to an index.</summary>
    public static void AddAll(SessionIndex index, Subscriber session)
    {
        if (session.Interface is { } link)
            AddLink(index, session, link);
        if (session.KnownMac() is { Value: not 0 } mac)
            index.Add(session, Of(mac));
        foreach (var identity in session.Identities)
            index.Add(session, Of(identity));
        foreach (var prefix in session.Addresses)
            index.Add(session, Of(prefix));
        if (session.Nas is { } nas)
            index.Add(session, OfNas(nas));
    }

    private static void AddLink(SessionIndex index, Subscriber session, SubscriberInterface link)
    {
        index.Add(session, Of(link));
        if (link.L2tp is not { } l2tp)
            return;
        foreach (var end in (ReadOnlySpan<L2tpEnd>)[l2tp.Lac, l2tp.Lns])
        {
            index.Add(session, OfTunnel(end));
            if (end.Session != 0)
                index.Add(session, Of(end));
        }
    }
}
