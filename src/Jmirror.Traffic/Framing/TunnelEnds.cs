using Jmirror.Protocol.L2tp;
using Jmirror.Protocol.Link;
using Jmirror.Traffic.Plans;
using Jmirror.Traffic.Population;

namespace Jmirror.Traffic.Framing;

/// <summary>Who speaks to whom in the L2TP tunnels: access concentrators (LAC) to the one network server (LNS), the router.</summary>
/// <param name="population">Names them.</param>
internal sealed class TunnelEnds(SubscriberPopulation population)
{
    private const ushort Highest = 65_535;

    private readonly PopulationPlan _plan = population.Plan;

    /// <summary>The id that the LNS assigned to a tunnel or a session to which the LAC assigned <paramref name="lacId"/>.</summary>
    public static ushort LnsIdOf(ushort lacId) => (ushort)(Highest - lacId);

    /// <summary>An id as messages to the receiver carry it: the one that it assigned itself.</summary>
    public static ushort IdOfReceiver(ushort lacId, bool isDownstream) =>
        isDownstream ? lacId : LnsIdOf(lacId);

    /// <summary>Addresses and ports of a message.</summary>
    public UdpEnds OfMessage(ushort tunnel, bool isDownstream)
    {
        var lac = population.LacAddress(tunnel);
        var (source, destination) = isDownstream ? (_plan.LnsAddress, lac) : (lac, _plan.LnsAddress);
        return new UdpEnds(source, L2tpDataView.UdpPort, destination, L2tpDataView.UdpPort);
    }

    /// <summary>
    /// Writes the Ethernet header of a message and returns its length. The plan names no Ethernet addresses of access
    /// concentrators: they have the ones behind the router's.
    /// </summary>
    public int WriteEthernet(Span<byte> header, ushort tunnel, bool isDownstream)
    {
        var lac = new MacAddress(_plan.RouterMac.Value + tunnel);
        var (destination, source) = isDownstream ? (lac, _plan.RouterMac) : (_plan.RouterMac, lac);
        return TaggedEthernet.Write(header, destination, source, 0, 0, EtherType.Ipv4);
    }
}
