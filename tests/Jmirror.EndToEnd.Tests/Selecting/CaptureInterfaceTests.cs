using Jmirror.Testing;

namespace Jmirror.EndToEnd.Tests.Selecting;

/// <summary>Captures that stand for capture interfaces of the configuration.</summary>
public sealed class CaptureInterfaceTests : IDisposable
{
    private const string IpoeIp = "ip || ipv6";
    private const int IpoeIpOffset = 14 + 4 + 4; // Ethernet, two tags

    private static readonly string Ipoe = Captures.Own("dev-ipoe-dhcp82.pcap");
    private static readonly string Pppoe = Captures.Own("dev-pppoe-qinq-pap.pcap");
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public void NamedCapture_IsThatInterface() =>
        ConfiguredReplay
            .RunTrigger(_folder, "interface: eth1", $"eth1={Ipoe}", $"eth2={Pppoe}")
            .AssertMirror(1, Oracle.IpPackets(Ipoe, IpoeIp, IpoeIpOffset));

    [Fact]
    public void UnnamedPcap_IsCalledByItsFileName() =>
        ConfiguredReplay
            .RunTrigger(_folder, "interface: dev-ipoe-dhcp82.pcap", Pppoe, Ipoe)
            .AssertMirror(1, Oracle.IpPackets(Ipoe, IpoeIp, IpoeIpOffset));

    [Fact]
    public void InterfaceAndVlan_MustBothFit() =>
        ConfiguredReplay
            .RunTrigger(_folder, "interface: eth1, outer-vlan: 5", $"eth1={Ipoe}", $"eth2={Pppoe}")
            .AssertMirror(1, Oracle.IpPackets(Ipoe, $"({IpoeIp}) && frame[14:2] == 00:05", IpoeIpOffset));

    [Fact]
    public void InterfaceThatNoCaptureStandsFor_CopiesNothing() =>
        Assert.Empty(
            ConfiguredReplay.RunTrigger(_folder, "interface: eth3", $"eth1={Ipoe}", $"eth2={Pppoe}").Datagrams
        );

    public void Dispose() => _folder.Dispose();
}
