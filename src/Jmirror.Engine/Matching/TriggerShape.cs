using Jmirror.Engine.Dissecting;

namespace Jmirror.Engine.Matching;

/// <summary>Which payload of a packet a trigger is compared with.</summary>
internal enum TriggerLayer : byte
{
    /// <summary>The outermost.</summary>
    Outer,

    /// <summary>The PPP frame in an L2TP message.</summary>
    Inner,

    /// <summary>The PPP frame in an L2TP message; where there is none, or it does not fit, the outermost payload.</summary>
    InnerThenOuter,
}

/// <summary>
/// What triggers that ask for the same properties have in common. Prefixes of different lengths are different shapes.
/// </summary>
/// <param name="Mask">Ones where a bit is asked for.</param>
/// <param name="Layer">Which payload is looked at.</param>
internal readonly record struct TriggerShape(MatchKey Mask, TriggerLayer Layer)
{
    /// <summary>True when an address of the subscriber is asked for: only then do the two views of a packet differ.</summary>
    public bool NamesSubscriber =>
        (Mask.Station & MatchKey.MacBits) != 0 || (Mask.Link & MatchKey.KindBits) != 0;

    /// <summary>The shape of a trigger whose copies have the given form.</summary>
    public static TriggerShape Of(Trigger trigger, CopyForm form) =>
        new(MaskOf(trigger), LayerOf(trigger, form));

    /// <summary>The bits that a packet shows when it fits the trigger; 0 where nothing is asked for.</summary>
    public static MatchKey ValueOf(Trigger trigger)
    {
        var address = trigger.Address.GetValueOrDefault();
        var peer = trigger.L2tp?.Peer ?? UInt128.Zero;
        var kind = trigger.Address switch
        {
            null => PayloadKind.None,
            { IsIpv4: true } => PayloadKind.Ipv4,
            _ => PayloadKind.Ipv6,
        };
        return new MatchKey
        {
            AddressHigh = (ulong)(address.Address >> 64),
            AddressLow = (ulong)address.Address,
            PeerHigh = (ulong)(peer >> 64),
            PeerLow = (ulong)peer,
            Station = MatchKey.StationOf(trigger.Mac ?? default, trigger.Interface ?? 0),
            Link = MatchKey.LinkOf(
                kind,
                trigger.OuterVlan ?? 0,
                trigger.InnerVlan ?? 0,
                trigger.PppoeSession ?? 0
            ),
            L2tp = MatchKey.L2tpOf(trigger.L2tp?.Tunnel ?? 0, trigger.L2tp?.Session ?? 0),
        };
    }

    private static MatchKey MaskOf(Trigger trigger)
    {
        var address = trigger.Address?.Mask ?? UInt128.Zero;
        var peer = trigger.L2tp?.Peer is null ? 0 : ulong.MaxValue;
        return new MatchKey
        {
            AddressHigh = (ulong)(address >> 64),
            AddressLow = (ulong)address,
            PeerHigh = peer,
            PeerLow = peer,
            Station =
                (trigger.Mac is null ? 0 : MatchKey.MacBits)
                | MatchKey.StationOf(default, Ones(trigger.Interface)),
            Link =
                (trigger.Address is null ? 0 : MatchKey.KindBits)
                | MatchKey.LinkOf(
                    PayloadKind.None,
                    Ones(trigger.OuterVlan),
                    Ones(trigger.InnerVlan),
                    Ones(trigger.PppoeSession)
                ),
            L2tp = MatchKey.L2tpOf(Ones(trigger.L2tp?.Tunnel), Ones(trigger.L2tp?.Session)),
        };
    }

    private static TriggerLayer LayerOf(Trigger trigger, CopyForm form)
    {
        if (trigger.L2tp is not null)
            return TriggerLayer.Inner;
        if (trigger.Address is not null)
            return TriggerLayer.InnerThenOuter;
        var selectsEverything = MaskOf(trigger).Equals(default);
        return selectsEverything && form != CopyForm.Ip ? TriggerLayer.InnerThenOuter : TriggerLayer.Outer;
    }

    private static ushort Ones(ushort? property) => property is null ? (ushort)0 : ushort.MaxValue;
}
