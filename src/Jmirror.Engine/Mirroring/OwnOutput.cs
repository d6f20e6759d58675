using Jmirror.Engine.Dissecting;
using Jmirror.Protocol.Ip;
using Jmirror.Protocol.Link;

namespace Jmirror.Engine.Mirroring;

/// <summary>
/// Knows the copies of this run when a capture interface sees them: mirrored again they would multiply without end.
/// One thread at a time adds; any number of threads ask, without locks.
/// </summary>
public sealed class OwnOutput
{
    // Later fragments of a copy show no ports; no analyzer listens on port 0.
    private const ushort NoPort = 0;

    private Known _known = new([], [], []);

    /// <summary>Copies with a header: UDP from <paramref name="source"/> to an analyzer.</summary>
    public void Add(Ipv4Address source, Ipv4Address destination, ushort port)
    {
        var (from, to) = (IpPrefix.FromIpv4(source.Value), IpPrefix.FromIpv4(destination.Value));
        if (_known.Flows.Contains(new Flow(from, to, port)))
            return;
        Publish(
            _known with
            {
                Sources = [.. _known.Sources.Append(from).Distinct()],
                Flows = [.. _known.Flows, new Flow(from, to, port), new Flow(from, to, NoPort)],
            }
        );
    }

    /// <summary>Bare copies, and all else that an analyzer port sends: from its address to its next hop's.</summary>
    public void AddPort(MacAddress source, MacAddress destination)
    {
        if (!_known.Ports.Contains(new Port(source, destination)))
            Publish(_known with { Ports = [.. _known.Ports, new Port(source, destination)] });
    }

    /// <summary>True when the packet is a copy of this run.</summary>
    public bool Is(in PacketKey key)
    {
        var known = Volatile.Read(ref _known);
        return (key.HasEthernet && IsFromPort(known.Ports, in key)) || IsToAnalyzer(known, in key.Outer);
    }

    private static bool IsFromPort(Port[] ports, in PacketKey key)
    {
        foreach (var port in ports)
        {
            if (port.Source == key.SourceMac && port.Destination == key.DestinationMac)
                return true;
        }
        return false;
    }

    private static bool IsToAnalyzer(Known known, in Payload payload)
    {
        if (payload.Kind != PayloadKind.Ipv4 || payload.Protocol != (byte)IpProtocol.Udp)
            return false;
        // Few addresses against all packets, before many flows against few packets.
        if (!known.Sources.AsSpan().Contains(payload.Source))
            return false;
        var port = payload.HasPorts ? payload.DestinationPort : NoPort;
        return known.Flows.Contains(new Flow(payload.Source, payload.Destination, port));
    }

    private void Publish(Known known) => Volatile.Write(ref _known, known);

    private readonly record struct Flow(UInt128 Source, UInt128 Destination, ushort Port);

    private readonly record struct Port(MacAddress Source, MacAddress Destination);

    private sealed record Known(UInt128[] Sources, HashSet<Flow> Flows, Port[] Ports);
}
