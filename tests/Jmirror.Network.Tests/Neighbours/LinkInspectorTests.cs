using Jmirror.Network.Neighbours;
using Jmirror.Protocol.Link;
using Jmirror.Testing;

namespace Jmirror.Network.Tests.Neighbours;

public class LinkInspectorTests
{
    [Fact]
    public void Find_Ethernet_TellsAddressMtuAndState()
    {
        using var cable = new VethPair();
        cable.RunNear("ip link set near address 02:00:00:00:00:42 mtu 1400");
        cable.InNear(() =>
        {
            var link = LinkInspector.Find(VethPair.Near)!;

            Assert.Equal(VethPair.Near, link.Name);
            Assert.Equal(new MacAddress(0x020000000042), link.Address);
            Assert.Equal(1400, link.Mtu);
            Assert.True(link is { IsUp: true, HasCarrier: true, IsLoopback: false, ResolvesAddresses: true });
        });
        cable.RunFar("ip link set far down");
        cable.InNear(() => Assert.False(LinkInspector.Find(VethPair.Near)!.HasCarrier));
    }

    [Theory]
    [InlineData("nowhere9")]
    [InlineData("")]
    [InlineData("a-name-longer-than-the-kernel-allows")]
    [InlineData("schön")]
    public void Find_NoSuchInterface_IsNull(string name) => Assert.Null(LinkInspector.Find(name));

    [Fact]
    public void Find_Loopback_HasNoEthernetAddress()
    {
        var link = LinkInspector.Find("lo")!;

        Assert.True(link.IsLoopback);
        Assert.Null(link.Address);
    }

    [Fact]
    public void FindOffloads_SwitchedByEthtool_AreTold()
    {
        Assert.SkipUnless(Tool.Find("ethtool") is not null, "ethtool is not installed");
        using var cable = new VethPair();
        foreach (var (setting, expected) in new[] { ("off", false), ("on", true) })
        {
            cable.RunNear($"ethtool -K near gro {setting} gso {setting} tso {setting} rxvlan {setting}");
            cable.InNear(() =>
            {
                var offloads = LinkInspector.FindOffloads(VethPair.Near)!;

                Assert.Equal(new OffloadInfo(expected, false, expected, expected, expected), offloads);
                Assert.Equal(expected, offloads.MergesFrames);
            });
        }
        Assert.Null(LinkInspector.FindOffloads("nowhere9"));
    }
}
