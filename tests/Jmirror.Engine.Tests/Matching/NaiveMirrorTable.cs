using Jmirror.Engine.Dissecting;
using Jmirror.Engine.Frames;
using Jmirror.Engine.Matching;
using Jmirror.Protocol.Ip;
using Jmirror.Protocol.Link;

namespace Jmirror.Engine.Tests.Matching;

/// <summary>
/// The mirror table as its documents describe it, one mirror after the other and one property after the other.
/// </summary>
internal sealed class NaiveMirrorTable(
    IReadOnlyList<NaiveMirror> mirrors,
    TriggerPrecedence precedence,
    IReadOnlyList<InterfaceSide> sides
)
{
    public NaiveMirrorTable(
        IReadOnlyList<MirrorDefinition> definitions,
        TriggerPrecedence precedence,
        IReadOnlyList<InterfaceSide> sides
    )
        : this(
            [.. definitions.Select((definition, number) => new NaiveMirror(number, definition))],
            precedence,
            sides
        ) { }

    public Answer Ask(PacketKey key)
    {
        var selected = mirrors
            .OrderBy(mirror => mirror.Number)
            .Select(mirror => (Mirror: mirror, Selection: Select(mirror.Definition, key)))
            .Where(s => s.Selection is not null)
            .Select(s => (s.Mirror, Selection: s.Selection!));
        if (precedence == TriggerPrecedence.HighestOnly)
            selected = selected.OrderBy(s => s.Selection.Rank).ThenBy(s => s.Mirror.Number).Take(1);
        var judged = selected.Select(s => Judge(s.Mirror, s.Selection, key)).ToList();
        var copies = judged.OfType<Copy>().ToList();
        var miss = MissReason.None;
        if (copies.Count == 0)
            miss = judged.OfType<MissReason>().Append(MissReason.NoTrigger).Max();
        return new Answer(copies, miss);
    }

    private static Selection? Select(MirrorDefinition definition, PacketKey key)
    {
        var fitting = definition
            .Triggers.Select(trigger => Select(trigger, definition.Policy.Form, key))
            .OfType<Selection>()
            .ToList();
        if (fitting.Count == 0)
            return null;
        var inside = fitting.Exists(selection => selection.Inside);
        return new Selection(
            inside,
            fitting
                .Where(selection => selection.Inside == inside)
                .Aggregate(MirrorDirection.Unknown, (views, selection) => views | selection.Views),
            fitting.Min(selection => selection.Rank)
        );
    }

    private static Selection? Select(Trigger trigger, CopyForm form, PacketKey key)
    {
        if (
            Differs(trigger.Interface, key.Interface)
            || Differs(trigger.OuterVlan, key.OuterVlan)
            || Differs(trigger.InnerVlan, key.InnerVlan)
            || (trigger.PppoeSession is not null && !key.HasPppoe)
            || Differs(trigger.PppoeSession, key.PppoeSession)
        )
            return null;
        if (trigger.L2tp is { } l2tp)
        {
            if (
                !key.HasL2tp
                || Differs(l2tp.Tunnel, key.L2tpTunnel)
                || Differs(l2tp.Session, key.L2tpSession)
                || (l2tp.Peer is { } peer && peer != key.Outer.Destination)
            )
                return null;
            return Look(trigger, key, inside: true);
        }
        if (trigger.Address is not null)
        {
            return (key.HasL2tp ? Look(trigger, key, inside: true) : null)
                ?? Look(trigger, key, inside: false);
        }
        var isAll = trigger with { Rank = default } == Trigger.All;
        return Look(trigger, key, inside: isAll && key.HasL2tp && form != CopyForm.Ip);
    }

    private static Selection? Look(Trigger trigger, PacketKey key, bool inside)
    {
        var payload = inside ? key.Inner : key.Outer;
        if (trigger.Mac is null && trigger.Address is null)
            return new Selection(inside, MirrorDirection.Unknown, trigger.Rank);
        var views = MirrorDirection.Unknown;
        if (IsSubscriber(trigger, payload.Source, payload, key.SourceMac))
            views |= MirrorDirection.Upstream;
        if (IsSubscriber(trigger, payload.Destination, payload, key.DestinationMac))
            views |= MirrorDirection.Downstream;
        return views == MirrorDirection.Unknown ? null : new Selection(inside, views, trigger.Rank);
    }

    private static bool IsSubscriber(Trigger trigger, UInt128 address, Payload payload, MacAddress mac) =>
        (trigger.Mac is null || trigger.Mac == mac)
        && (trigger.Address is null || InPrefix(trigger.Address.Value, address, payload));

    private MirrorDirection DirectionByInterface(PacketKey key)
    {
        if (key.Direction == FrameDirection.Unknown)
            return MirrorDirection.Unknown;
        var fromOutside = key.Direction == FrameDirection.Received;
        var core = key.Interface < sides.Count && sides[key.Interface] == InterfaceSide.Core;
        return fromOutside != core ? MirrorDirection.Upstream : MirrorDirection.Downstream;
    }

    private object Judge(NaiveMirror mirror, Selection selection, PacketKey key)
    {
        var policy = mirror.Definition.Policy;
        var direction = selection.Views is MirrorDirection.Upstream or MirrorDirection.Downstream
            ? selection.Views
            : DirectionByInterface(key);
        var payload = selection.Inside ? key.Inner : key.Outer;
        var isIp = payload.Kind is PayloadKind.Ipv4 or PayloadKind.Ipv6;
        if (policy.Direction != MirrorDirection.Both && policy.Direction != direction)
            return MissReason.Direction;
        if (policy.Classifiers.Count > 0 && !policy.Classifiers.Any(c => isIp && Fits(c, payload)))
            return MissReason.Classifier;
        if (policy.Drop.Any(c => isIp && Fits(c, payload)))
            return MissReason.DropPolicy;
        var onPppLink = payload.PppProtocol != 0 && !key.HasPppoe;
        var asPpp =
            policy.Form == CopyForm.Ppp || (policy.Form == CopyForm.Auto && (selection.Inside || onPppLink));
        if (payload.Kind == PayloadKind.None || (!asPpp && !isIp))
            return MissReason.NotIp;
        return new Copy(mirror.Number, selection.Inside, asPpp);
    }

    private static bool Fits(Classifier classifier, Payload payload)
    {
        if (classifier.Source is { } source && !InPrefix(source, payload.Source, payload))
            return false;
        if (classifier.Destination is { } destination && !InPrefix(destination, payload.Destination, payload))
            return false;
        if (classifier.SourcePort is { } from && !(payload.HasPorts && InRange(from, payload.SourcePort)))
            return false;
        if (
            classifier.DestinationPort is { } to
            && !(payload.HasPorts && InRange(to, payload.DestinationPort))
        )
            return false;
        return !Differs(classifier.Protocol, payload.Protocol)
            && !Differs(classifier.Dscp, (byte)(payload.TrafficClass / 4));
    }

    private static bool InRange(PortRange range, ushort port) => port >= range.First && port <= range.Last;

    private static bool InPrefix(IpPrefix prefix, UInt128 address, Payload payload) =>
        payload.Kind == (prefix.IsIpv4 ? PayloadKind.Ipv4 : PayloadKind.Ipv6)
        && Enumerable.Range(0, prefix.Length).All(bit => Bit(prefix.Address, bit) == Bit(address, bit));

    private static UInt128 Bit(UInt128 address, int fromTop) => (address >> (127 - fromTop)) & 1;

    private static bool Differs<T>(T? wanted, T seen)
        where T : struct => wanted is { } value && !value.Equals(seen);

    private sealed record Selection(bool Inside, MirrorDirection Views, TriggerRank Rank);
}

/// <summary>A live mirror of the naive table.</summary>
internal sealed record NaiveMirror(long Number, MirrorDefinition Definition);
