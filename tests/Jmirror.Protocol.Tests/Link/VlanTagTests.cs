using Jmirror.Protocol.Link;
using Jmirror.Testing;

namespace Jmirror.Protocol.Tests.Link;

public sealed class VlanTagTests
{
    [Theory]
    [InlineData("0007 0800", 7, EtherType.Ipv4)]
    [InlineData("f007 8100", 7, EtherType.CustomerTag)]
    [InlineData("e000 86dd", 0, EtherType.Ipv6)]
    [InlineData("0fff 8864", 4095, EtherType.PppoeSession)]
    public void TryRead_PriorityAndDropBits_AreNotInTheId(string hex, ushort id, EtherType type)
    {
        Assert.True(VlanTag.TryRead(Hex.Bytes(hex), out var tag));
        Assert.Equal(new VlanTag(id, type), tag);
    }

    [Fact]
    public void TryRead_ThreeBytes_Fails() => Assert.False(VlanTag.TryRead(Hex.Bytes("0007 08"), out _));

    [Fact]
    public void IsAnnouncedBy_EveryEtherType_HoldsForTheFourTagTypes()
    {
        var announcing = Enumerable.Range(0, 0x10000).Where(type => VlanTag.IsAnnouncedBy((EtherType)type));
        Assert.Equal([0x8100, 0x88a8, 0x9100, 0x9200], announcing);
    }
}
