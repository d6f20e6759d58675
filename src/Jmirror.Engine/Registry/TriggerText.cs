using Jmirror.Engine.Counting;
using Jmirror.Engine.Matching;
using Jmirror.Engine.Subscribers;
using Jmirror.Protocol.Ip;

namespace Jmirror.Engine.Registry;

/// <summary>What selects, in the words of the configuration, for the secure log: <c>username alice@isp.example</c>.</summary>
internal sealed class TriggerText(IReadOnlyList<string> interfaceNames)
{
    private static readonly string[] KindWords = Words.Of<IdentityKind>();

    /// <summary>The words of a request.</summary>
    /// <param name="selector">What it selects.</param>
    /// <param name="session">For a request on one session: that session.</param>
    public string Of(MirrorSelector selector, Subscriber? session) =>
        selector switch
        {
            { Packets: [var only] } => Of(only),
            { Packets: { } packets } => $"{Of(packets[0])} (and {packets.Count - 1} more)",
            { Identities: { } identities } => string.Join(", ", identities.Select(Of)),
            _ when session?.Identities is [var first, ..] => $"session {session.Number} ({Of(first)})",
            _ => $"session {selector.Session}",
        };

    private static string Of(SubscriberIdentity identity) =>
        $"{KindWords[(int)identity.Kind]} {identity.Value}";

    private string Of(Trigger trigger)
    {
        var words = PropertiesOf(trigger).ToList();
        return words.Count > 0 ? string.Join(", ", words) : "all packets";
    }

    private IEnumerable<string> PropertiesOf(Trigger trigger)
    {
        if (trigger.Address is { } address)
            yield return $"{(address.IsIpv4 ? "ipv4" : "ipv6")} {address}";
        if (trigger.Interface is { } number)
            yield return $"interface {(number < interfaceNames.Count ? interfaceNames[number] : number)}";
        if (trigger.OuterVlan is { } outerVlan)
            yield return $"outer-vlan {outerVlan}";
        if (trigger.InnerVlan is { } innerVlan)
            yield return $"inner-vlan {innerVlan}";
        if (trigger.Mac is { } mac)
            yield return $"mac {mac}";
        if (trigger.PppoeSession is { } pppoeSession)
            yield return $"pppoe-session {pppoeSession}";
        if (trigger.L2tp is not { } l2tp)
            yield break;
        if (l2tp.Peer is { } peer)
            yield return $"l2tp-peer {IpPrefix.FormatAddress(peer)}";
        if (l2tp.Tunnel is { } tunnel)
            yield return $"l2tp-tunnel {tunnel}";
        if (l2tp.Session is { } session)
            yield return $"l2tp-session {session}";
    }
}
