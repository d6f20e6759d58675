using Jmirror.Engine.Counting;
using Jmirror.Engine.Matching;
using Jmirror.Engine.Subscribers;
using Jmirror.Protocol.Ip;

namespace Jmirror.Engine.Registry;

/// <summary>What a request selects, in the words of the configuration; for the secure log.</summary>
internal static class TriggerWords
{
    private static readonly string[] IdentityNames = Words.Of<IdentityKind>();

    public static string Of(MirrorSelector selector) =>
        selector switch
        {
            { Identities: { } identities } => string.Join(", ", identities.Select(Of)),
            { Packets: { } triggers } => string.Join(" or ", triggers.Select(Of)),
            _ => $"session {selector.Session}",
        };

    private static string Of(SubscriberIdentity identity) => $"{IdentityNames[(int)identity.Kind]} {identity.Value}";

    private static string Of(Trigger trigger)
    {
        var words = new List<string>();
        if (trigger.Address is { } address)
            words.Add($"{(address.IsIpv4 ? "ipv4" : "ipv6")} {address}");
        if (trigger.Interface is { } number)
            words.Add($"capture interface {number}");
        if (trigger.OuterVlan is { } outer)
            words.Add($"outer-vlan {outer}");
        if (trigger.InnerVlan is { } inner)
            words.Add($"inner-vlan {inner}");
        if (trigger.Mac is { } mac)
            words.Add($"mac {mac}");
        if (trigger.PppoeSession is { } session)
            words.Add($"pppoe-session {session}");
        if (trigger.L2tp is { } l2tp)
            words.Add($"l2tp {(l2tp.Peer is { } peer ? $"{IpPrefix.FormatAddress(peer)} " : "")}{l2tp.Tunnel}/{l2tp.Session}");
        return words.Count == 0 ? "every packet" : string.Join(", ", words);
    }
}
