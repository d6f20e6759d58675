using System.Runtime.CompilerServices;
using Jmirror.Engine.Dissecting;

namespace Jmirror.Engine.Matching;

/// <summary>
/// One payload of a packet seen in both ways: as if its sender were the subscriber, and as if its receiver were.
/// </summary>
internal struct PacketViews
{
    /// <summary>Subscriber is the source.</summary>
    public MatchKey Upstream;

    /// <summary>Subscriber is the destination.</summary>
    public MatchKey Downstream;

    /// <summary>The views of the outermost payload.</summary>
    public static void OfOuter(in PacketKey key, out PacketViews views) =>
        Read(in key, in key.Outer, out views);

    /// <summary>The views of the PPP frame in an L2TP message; only they show the L2TP session.</summary>
    public static void OfInner(in PacketKey key, out PacketViews views)
    {
        Read(in key, in key.Inner, out views);
        ShowSession(ref views.Upstream, in key);
        ShowSession(ref views.Downstream, in key);
    }

    // Field by field: a struct that is put together and then copied makes each load wait for the stores before it.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Read(in PacketKey key, in Payload payload, out PacketViews views)
    {
        views = default;
        views.Upstream.AddressHigh = (ulong)(payload.Source >> 64);
        views.Upstream.AddressLow = (ulong)payload.Source;
        views.Upstream.Station = MatchKey.StationOf(key.SourceMac, key.Interface);
        views.Downstream.AddressHigh = (ulong)(payload.Destination >> 64);
        views.Downstream.AddressLow = (ulong)payload.Destination;
        views.Downstream.Station = MatchKey.StationOf(key.DestinationMac, key.Interface);
        var pppoeSession = key.HasPppoe ? key.PppoeSession : (ushort)0;
        var link = MatchKey.LinkOf(payload.Kind, key.OuterVlan, key.InnerVlan, pppoeSession);
        views.Upstream.Link = link;
        views.Downstream.Link = link;
    }

    private static void ShowSession(ref MatchKey view, in PacketKey key)
    {
        view.PeerHigh = (ulong)(key.Outer.Destination >> 64);
        view.PeerLow = (ulong)key.Outer.Destination;
        view.L2tp = MatchKey.L2tpOf(key.L2tpTunnel, key.L2tpSession);
    }
}
