using System.Globalization;
using Jmirror.Engine.Matching;
using Jmirror.Engine.Registry;
using Jmirror.Engine.Subscribers;
using Jmirror.Protocol.Dtcp;
using Jmirror.Protocol.Ip;

namespace Jmirror.Provisioning.Dtcp;

/// <summary>
/// Reads the triggers of an ADD. Of several all must fit; interface and address select packets, all others
/// subscribers, and the two do not mix.
/// </summary>
/// <param name="interfaceNumber">Number of a capture interface by name; null when there is none.</param>
internal sealed class TriggerReader(Func<string, ushort?> interfaceNumber)
{
    private const int LargestVlan = 4094;

    private static readonly (string Name, IdentityKind Kind)[] Identities =
    [
        (DtcpNames.AccountingSessionId, IdentityKind.AcctSessionId),
        (DtcpNames.CallingStationId, IdentityKind.CallingStationId),
        (DtcpNames.NasPortId, IdentityKind.NasPortId),
        (DtcpNames.CircuitId, IdentityKind.AgentCircuitId),
        (DtcpNames.AgentId, IdentityKind.AgentRemoteId),
        (DtcpNames.RemoteId, IdentityKind.AgentRemoteId),
        (DtcpNames.UserName, IdentityKind.Username),
    ];

    private static readonly string[] Qualifiers = [DtcpNames.LogicalSystem, DtcpNames.RoutingInstance];

    // Where Junos looks when no logical system or routing instance is named.
    private static readonly string[] DefaultInstances = ["default", "master"];

    private readonly List<DtcpLine> _lines = [];
    private readonly List<SubscriberIdentity> _identities = [];
    private Trigger? _packets;

    /// <summary>Names of all triggers and their qualifiers.</summary>
    public static IEnumerable<string> Names { get; } =
    [DtcpNames.InterfaceId, DtcpNames.IpAddress, .. Identities.Select(one => one.Name), .. Qualifiers];

    /// <summary>The parameters that were read, in their order, each once.</summary>
    public IReadOnlyList<DtcpLine> Lines => _lines;

    /// <summary>What they select; to be asked after a reading without refusal.</summary>
    public MirrorSelector Selector =>
        _packets is { } packets
            ? new MirrorSelector { Packets = [packets] }
            : new MirrorSelector { Identities = _identities };

    /// <summary>Reads all triggers; null when they are good.</summary>
    public Refusal? Read(DtcpMessage request)
    {
        foreach (var line in request.Lines)
        {
            if (!Names.Any(line.Is) || _lines.Exists(earlier => earlier.Is(line.Name)))
                continue;
            _lines.Add(line);
            if (Read(line) is { } refusal)
                return refusal;
        }
        return _packets is null && _identities.Count == 0
            ? new Refusal(DtcpStatus.ImproperFilterSpecification, "there is no trigger")
            : null;
    }

    private Refusal? Read(DtcpLine line)
    {
        if (line.Value.Length == 0)
            return Bad(line, "has no value");
        if (Array.Exists(Qualifiers, line.Is))
        {
            return DefaultInstances.Contains(line.Value, StringComparer.Ordinal)
                ? null
                : Refusal.Of(DtcpStatus.NotImplemented, line, "names another instance than the default one");
        }
        var known = Array.Find(Identities, one => line.Is(one.Name));
        if (known.Name is null ? _identities.Count > 0 : _packets is not null)
        {
            return Refusal.Of(
                DtcpStatus.NotImplemented,
                line,
                "would select both by packet and by subscriber"
            );
        }
        if (known.Name is not null)
            return ReadIdentity(line, known.Kind);
        return line.Is(DtcpNames.IpAddress) ? ReadAddress(line) : ReadInterface(line);
    }

    private Refusal? ReadIdentity(DtcpLine line, IdentityKind kind)
    {
        if (_identities.Exists(one => one.Kind == kind))
            return Bad(line, "names the remote id a second time");
        _identities.Add(new SubscriberIdentity(kind, line.Value));
        return null;
    }

    private Refusal? ReadAddress(DtcpLine line)
    {
        if (!Ipv4Address.TryParse(line.Value, out var address))
            return Bad(line, "is no IPv4 address");
        var (host, length) = (
            IpPrefix.FromIpv4(address.Value),
            IpPrefix.Ipv4Offset + (8 * Ipv4Address.Length)
        );
        var rank = _packets is null ? TriggerRank.IpAddress : TriggerRank.Interface;
        _packets = (_packets ?? Trigger.All) with { Address = new IpPrefix(host, length), Rank = rank };
        return null;
    }

    // ge-0/0/0.1 is unit 1 of an interface. Here a unit is an outer VLAN, as routers are usually set up; unit 0 is the
    // interface itself. A capture interface whose own name has a point in it comes first.
    private Refusal? ReadInterface(DtcpLine line)
    {
        var vlan = 0;
        var number = interfaceNumber(line.Value);
        if (number is null && line.Value.LastIndexOf('.') is > 0 and var point)
        {
            number = interfaceNumber(line.Value[..point]);
            var unit = line.Value.AsSpan(point + 1);
            if (!int.TryParse(unit, NumberStyles.None, CultureInfo.InvariantCulture, out vlan))
                number = null;
        }
        if (number is null || vlan > LargestVlan)
            return Bad(line, "is no capture interface, alone or with a VLAN behind the point");
        _packets = (_packets ?? Trigger.All) with
        {
            Interface = number,
            OuterVlan = vlan == 0 ? null : (ushort)vlan,
            Rank = TriggerRank.Interface,
        };
        return null;
    }

    private static Refusal Bad(DtcpLine line, string reason) =>
        Refusal.Of(DtcpStatus.ImproperFilterSpecification, line, reason);
}
