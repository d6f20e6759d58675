using System.Buffers.Binary;
using Jmirror.Engine.Learning;
using Jmirror.Engine.Subscribers;
using Jmirror.Protocol.Ip;
using Jmirror.Testing;

namespace Jmirror.Engine.Tests.Learning;

/// <summary>RADIUS as real routers speak it.</summary>
public sealed class RadiusCapturesTests
{
    private const int EthernetLength = 14;
    private const ushort Ipv4 = 0x0800;
    private const byte Udp = 17;

    [Fact]
    public void CampusLan_LoginAndAccounting_AreLearnt() =>
        Assert.Equal(
            [
                "RadiusAccess Up 10.9.98.141 [Username=normartin CallingStationId=70.6.35.252] [-]",
                "RadiusAccounting Up 10.9.98.141 [Username=normartin CallingStationId=70.6.35.252 AcctSessionId=EE103E26] [10.9.98.155]",
            ],
            SightingsOf("lan-mixed-radius-acct.pcap")
        );

    [Fact]
    public void Authentication_AcceptedLogin_IsLearnt() =>
        Assert.Equal(
            [
                "RadiusAccess Up 172.30.166.3 [Username=xuan NasPortId=tty2 CallingStationId=172.30.166.123] [-]",
            ],
            SightingsOf("radius-auth.pcap")
        );

    [Fact]
    public void DynamicRequests_TellNothing() => Assert.Empty(SightingsOf("radius-coa-disconnect.pcap"));

    private static List<string> SightingsOf(string capture)
    {
        var sightings = new List<Sighting>();
        var listener = new RadiusListener(sightings.Add);
        foreach (var packet in PcapFile.Read(Captures.Shared(Path.Combine("subscriber", capture))))
        {
            var ip = packet.Bytes.AsSpan(EthernetLength);
            var etherType = BinaryPrimitives.ReadUInt16BigEndian(packet.Bytes.AsSpan(EthernetLength - 2));
            if (etherType != Ipv4 || ip[9] != Udp)
                continue;
            var udp = ip[((ip[0] & 0x0f) * 4)..];
            listener.See(
                udp[8..BinaryPrimitives.ReadUInt16BigEndian(udp[4..])],
                IpPrefix.FromIpv4(Ipv4Address.Read(ip[12..]).Value),
                BinaryPrimitives.ReadUInt16BigEndian(udp),
                IpPrefix.FromIpv4(Ipv4Address.Read(ip[16..]).Value),
                BinaryPrimitives.ReadUInt16BigEndian(udp[2..]),
                packet.Timestamp
            );
        }
        return [.. sightings.Select(SniffedRadius.Line)];
    }
}
