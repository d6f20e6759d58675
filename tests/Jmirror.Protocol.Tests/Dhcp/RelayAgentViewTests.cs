using Jmirror.Protocol.Dhcp;
using Jmirror.Testing;

namespace Jmirror.Protocol.Tests.Dhcp;

public sealed class RelayAgentViewTests
{
    // dhcp-ack-option82.pcap: circuit id, remote id, subscriber id.
    [Fact]
    public void Ids_OfRealOption_AreFound()
    {
        var agent = new RelayAgentView(
            Hex.Bytes("0116 74686973206973206f6e6c79206120746573742e2e2e 0201 13 0607 2d73756249442d")
        );

        Assert.Equal("this is only a test..."u8, agent.CircuitId);
        Assert.Equal(Hex.Bytes("13"), agent.RemoteId);
    }

    [Theory]
    [InlineData("")]
    [InlineData("01")]
    [InlineData("010241")]
    [InlineData("0607 2d73756249442d")]
    public void Ids_MissingOrBroken_AreEmpty(string hex)
    {
        var agent = new RelayAgentView(Hex.Bytes(hex));

        Assert.True(agent.CircuitId.IsEmpty);
        Assert.True(agent.RemoteId.IsEmpty);
    }
}
