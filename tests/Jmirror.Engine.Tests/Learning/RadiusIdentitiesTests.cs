using Jmirror.Engine.Learning;
using Jmirror.Protocol.Radius;
using Jmirror.Testing;

namespace Jmirror.Engine.Tests.Learning;

public sealed class RadiusIdentitiesTests
{
    [Theory]
    [InlineData("0107616c696365", "Username=alice")]
    [InlineData("2c0a3030313030303061", "AcctSessionId=0010000a")]
    [InlineData("1f0a 0200ff00000007aa", "CallingStationId=0x0200ff00000007aa")] // no UTF-8
    [InlineData("1f04 610a", "CallingStationId=0x610a")] // a control character
    [InlineData("5706 67652d31", "NasPortId=ge-1")]
    // Vendor 3561, both ids in one Vendor-Specific.
    [InlineData("1a10 00000de9 0106 63697263 0204 7265", "AgentCircuitId=circ AgentRemoteId=re")]
    [InlineData("1a0c 0000130a 6e06 63697263", "AgentCircuitId=circ")] // Acc-Loop-Cir-Id
    [InlineData("1a0a 0000130a b604 7265", "AgentRemoteId=re")] // Acc-Loop-Remote-Id
    // 26-159 with and without the option's own code and length.
    [InlineData("1a0f 0000130a 9f09 52090102633109", "DhcpOption82=52090102633109")] // the length does not fit
    [InlineData(
        "1a12 0000130a 9f0c 5208 01026331 02027232",
        "DhcpOption82=0102633102027232 AgentCircuitId=c1 AgentRemoteId=r2"
    )]
    [InlineData(
        "1a10 0000130a 9f0a 01026331 02027232",
        "DhcpOption82=0102633102027232 AgentCircuitId=c1 AgentRemoteId=r2"
    )]
    // 26-55: option 82 among the client's options, behind a pad.
    [InlineData("1a13 0000130a 370d 350101 00 5204 01026331 ff", "DhcpOption82=01026331 AgentCircuitId=c1")]
    [InlineData("1a0c 0000130a 3706 350101 ff", "")] // none there
    [InlineData("1a0c 0000130a 3706 5209 0102", "")] // cut short
    // An attribute of its own stands before what option 82 says; of one kind the first.
    [InlineData(
        "1a0e 0000130a 9f08 0104 63310000 1a0b 00000de9 0105 6f776e",
        "DhcpOption82=010463310000 AgentCircuitId=own"
    )]
    [InlineData("010361 010362", "Username=a")]
    [InlineData("0102", "")] // empty
    [InlineData("050600000007", "")] // no identity
    public void ReadAll_Attributes_GiveIdentities(string attributes, string expected)
    {
        var bytes = Hex.Bytes(attributes);
        byte[] packet = [1, 1, 0, (byte)(20 + bytes.Length), .. new byte[16], .. bytes];
        Assert.Equal(RadiusFault.None, RadiusPacketView.TryRead(packet, out var view));
        Assert.Equal(
            expected,
            string.Join(' ', RadiusIdentities.ReadAll(view).Select(one => $"{one.Kind}={one.Value}"))
        );
    }
}
