using CsCheck;
using Jmirror.Protocol.Ip;
using Jmirror.Protocol.Link;
using Jmirror.Traffic.Plans;

namespace Jmirror.Traffic.Tests.Plans;

public sealed class PopulationRulesTests
{
    [Fact]
    public void Check_ThePlanOfNoChoices_FindsNothing() =>
        Assert.Null(PopulationRules.Check(new PopulationPlan()));

    [Fact]
    public void Check_OrdinaryPlans_FindsNothing() =>
        AnyPlan.Population.Sample(plan => PopulationRules.Check(plan) is null, iter: 500);

    [Theory]
    [InlineData(0, "count 0: there are from 1 to 1000000 subscribers")]
    [InlineData(1_000_001, "count 1000001: there are from 1 to 1000000 subscribers")]
    public void Check_Count_OutOfRange(int count, string sentence) =>
        Assert.Equal(sentence, PopulationRules.Check(new() { Count = count, Mirrored = 0 }));

    [Theory]
    [InlineData(-1, "mirrored -1: of 10 subscribers from 0 to 10 can be mirrored")]
    [InlineData(11, "mirrored 11: of 10 subscribers from 0 to 10 can be mirrored")]
    public void Check_Mirrored_OutOfRange(int mirrored, string sentence) =>
        Assert.Equal(sentence, PopulationRules.Check(new() { Mirrored = mirrored }));

    [Theory]
    [InlineData(0u, "first-mirror-id 0: mirror ids are from 1 to 1073741823")]
    [InlineData(
        0x3fff_fff7u,
        "first-mirror-id 1073741815: 10 mirror ids from there go beyond 1073741823, the largest of 30 bits"
    )]
    public void Check_FirstMirrorId_BeyondItsBits(uint first, string sentence) =>
        Assert.Equal(sentence, PopulationRules.Check(new() { FirstMirrorId = first }));

    [Fact]
    public void Check_LastMirrorIdIsTheLargest_FindsNothing() =>
        Assert.Null(PopulationRules.Check(new() { FirstMirrorId = 0x3fff_fff6 }));

    [Fact]
    public void Check_Access_MustBeThereOnceEachWithAWeight()
    {
        Assert.Equal("access: there is no kind of access", PopulationRules.Check(new() { Access = [] }));
        Assert.Equal(
            "access: a kind of access stands there twice",
            PopulationRules.Check(
                new() { Access = [new(AccessKind.Ipoe, 1), new(AccessKind.L2tp, 1), new(AccessKind.Ipoe, 2)] }
            )
        );
        Assert.Equal(
            "access: a weight is from 1 to 1000, not 0",
            PopulationRules.Check(new() { Access = [new(AccessKind.Ipoe, 0)] })
        );
        Assert.Equal(
            "access: a weight is from 1 to 1000, not 1001",
            PopulationRules.Check(new() { Access = [new(AccessKind.Ipoe, 1001)] })
        );
    }

    [Theory]
    [InlineData(0, 5)]
    [InlineData(5, 4)]
    [InlineData(4094, 4095)]
    public void Check_Vlans_OutOfRange(ushort first, ushort last)
    {
        var range = new VlanRange(first, last);
        const string Rule = "VLAN ids go from a lower to a higher one, from 1 to 4094";

        Assert.Equal(
            $"outer-vlans {first}-{last}: {Rule}",
            PopulationRules.Check(new() { OuterVlans = range })
        );
        Assert.Equal(
            $"inner-vlans {first}-{last}: {Rule}",
            PopulationRules.Check(new() { OuterVlans = new(1, 4094), InnerVlans = range })
        );
    }

    [Fact]
    public void Check_InnerVlansAlone_AreRefused() =>
        Assert.Equal(
            "inner-vlans: there is no second tag without a first, give outer-vlans",
            PopulationRules.Check(new() { InnerVlans = new(1, 2) })
        );

    [Theory]
    [InlineData("alice", "username 'alice': 10 subscribers would have the same one, put {n} into it")]
    [InlineData("u{n", "username 'u{n': braces are only for {n}, {outer} and {inner}")]
    [InlineData("u{m}", "username 'u{m}': braces are only for {n}, {outer} and {inner}")]
    [InlineData("u}{n}", "username 'u}{n}': braces are only for {n}, {outer} and {inner}")]
    [InlineData("{n}{outer}", "username '{n}{outer}': VLAN ids have no place in it, only {n}")]
    [InlineData("u\n{n}", "username: it has a control character")]
    [InlineData("", "username: with the numbers put in it has 0 bytes, it may have from 1 to 253")]
    public void Check_Username_MustMakeNames(string username, string sentence) =>
        Assert.Equal(sentence, PopulationRules.Check(new() { Username = username }));

    [Fact]
    public void Check_OneSubscriber_NeedsNoNumberInItsName() =>
        Assert.Null(
            PopulationRules.Check(
                new()
                {
                    Count = 1,
                    Mirrored = 1,
                    Username = "alice",
                }
            )
        );

    [Fact]
    public void Check_Names_AreMeasuredWithTheLongestNumbersInUtf8()
    {
        // Ten subscribers: the longest number has two digits.
        Assert.Null(PopulationRules.Check(new() { Username = new string('u', 251) + "{n}" }));
        Assert.Equal(
            "username: with the numbers put in it has 254 bytes, it may have from 1 to 253",
            PopulationRules.Check(new() { Username = new string('ü', 126) + "{n}" })
        );
        Assert.Equal(
            "password: with the numbers put in it has 129 bytes, it may have from 1 to 128",
            PopulationRules.Check(new() { Password = new string('p', 127) + "{n}" })
        );
        Assert.Equal(
            "circuit-id: with the numbers put in it has 64 bytes, it may have from 1 to 63",
            PopulationRules.Check(
                new() { CircuitId = new string('c', 60) + "{outer}", OuterVlans = new(9, 1000) }
            )
        );
        Assert.Equal(
            "remote-id: with the numbers put in it has 64 bytes, it may have from 1 to 63",
            PopulationRules.Check(new() { RemoteId = new string('r', 64) })
        );
    }

    [Fact]
    public void Check_WithoutAddresses_IsRefused() =>
        Assert.Equal(
            "ipv4 and ipv6: subscribers need at least one of them",
            PopulationRules.Check(new() { Ipv4 = null, Ipv6 = null })
        );

    [Theory]
    [InlineData(
        "10.0.0.0/29",
        "ipv4 10.0.0.0/29: beside network, router and broadcast address it has room for 5 of 10 subscribers"
    )]
    [InlineData(
        "10.0.0.1",
        "ipv4 10.0.0.1: beside network, router and broadcast address it has room for 0 of 10 subscribers"
    )]
    [InlineData("224.0.0.0/8", "ipv4 224.0.0.0/8: hosts have no addresses of 224.0.0.0/3")]
    [InlineData("96.0.0.0/3", "ipv4 96.0.0.0/3: hosts have no addresses of 127.0.0.0/8")]
    [InlineData("0.0.0.0/0", "ipv4 0.0.0.0/0: hosts have no addresses of 0.0.0.0/8")]
    [InlineData(
        "198.16.0.0/12",
        "ipv4 198.16.0.0/12: the hosts that subscribers talk to have addresses of 198.18.0.0/15"
    )]
    [InlineData("2001:db8::/32", "ipv4 2001:db8::/32: it is no IPv4 prefix")]
    public void Check_Ipv4_MustHaveRoomForSubscribers(string prefix, string sentence) =>
        Assert.Equal(sentence, PopulationRules.Check(new() { Ipv4 = Prefix(prefix) }));

    [Theory]
    [InlineData(
        "2001:db8::/61",
        "ipv6 2001:db8::/61: beside its first /64 it has room for 7 of 10 subscribers with a /64 each"
    )]
    [InlineData(
        "2001:db8::/80",
        "ipv6 2001:db8::/80: beside its first /64 it has room for 0 of 10 subscribers with a /64 each"
    )]
    [InlineData("fe80::/16", "ipv6 fe80::/16: hosts have no addresses of fe80::/10")]
    [InlineData("ff02::/16", "ipv6 ff02::/16: hosts have no addresses of ff00::/8")]
    [InlineData("::/0", "ipv6 ::/0: hosts have no addresses of ::/8")]
    [InlineData(
        "2001:2::/32",
        "ipv6 2001:2::/32: the hosts that subscribers talk to have addresses of 2001:2::/48"
    )]
    [InlineData("10.0.0.0/8", "ipv6 10.0.0.0/8: it is no IPv6 prefix")]
    public void Check_Ipv6_MustHaveRoomForSubscribers(string prefix, string sentence) =>
        Assert.Equal(sentence, PopulationRules.Check(new() { Ipv6 = Prefix(prefix) }));

    [Theory]
    [InlineData("10.0.0.0/28", "2001:db8::/60")]
    public void Check_PrefixesWithJustEnoughRoom_AreTaken(string ipv4, string ipv6) =>
        Assert.Null(
            PopulationRules.Check(
                new()
                {
                    Count = 13,
                    Ipv4 = Prefix(ipv4),
                    Ipv6 = Prefix(ipv6),
                }
            )
        );

    [Theory]
    [InlineData(0x0100_0000_0000UL, "first-mac 01:00:00:00:00:00")]
    [InlineData(0x00ff_ffff_fffeUL, "first-mac 00:ff:ff:ff:ff:fe")]
    [InlineData(0xfeff_ffff_fff6UL, "first-mac fe:ff:ff:ff:ff:f6")]
    public void Check_FirstMac_MustBeginStationsOnly(ulong first, string begin) =>
        Assert.Equal(
            $"{begin}: 10 addresses from there are not all addresses of single stations",
            PopulationRules.Check(new() { FirstMac = new MacAddress(first) })
        );

    [Theory]
    [InlineData(0UL, "router-mac 00:00:00:00:00:00: it is not the address of a single station")]
    [InlineData(
        0xffff_ffff_ffffUL,
        "router-mac ff:ff:ff:ff:ff:ff: it is not the address of a single station"
    )]
    [InlineData(
        0x0200_0000_000aUL,
        "router-mac 02:00:00:00:00:0a: subscriber 10 has this address, which follows from first-mac"
    )]
    public void Check_RouterMac_MustBeItsOwn(ulong router, string sentence) =>
        Assert.Equal(sentence, PopulationRules.Check(new() { RouterMac = new MacAddress(router) }));

    [Theory]
    [InlineData(0)]
    [InlineData(32_768)]
    public void Check_SessionsPerTunnel_OutOfRange(int sessions) =>
        Assert.Equal(
            $"sessions-per-tunnel {sessions}: a tunnel carries from 1 to 32767 subscribers",
            PopulationRules.Check(new() { SessionsPerTunnel = sessions })
        );

    [Fact]
    public void Check_MoreTunnelsThanTunnelIds_AreRefused() =>
        Assert.Equal(
            "sessions-per-tunnel 15: 1000000 subscribers would need 66667 tunnels, there are at most 65535",
            PopulationRules.Check(L2tp with { Count = 1_000_000, SessionsPerTunnel = 15 })
        );

    [Theory]
    [InlineData(
        "203.0.113.1",
        "203.0.113.0",
        "lns-address 203.0.113.1: the concentrator of tunnel 2 has this address, which follows from first-lac-address"
    )]
    [InlineData("224.0.0.5", "203.0.113.10", "lns-address 224.0.0.5: hosts have no addresses of 224.0.0.0/3")]
    [InlineData(
        "203.0.113.1",
        "127.0.0.9",
        "first-lac-address 127.0.0.9: hosts have no addresses of 127.0.0.0/8"
    )]
    [InlineData(
        "203.0.113.1",
        "223.255.255.255",
        "first-lac-address 223.255.255.255, of tunnel 2 224.0.0.0: hosts have no addresses of 224.0.0.0/3"
    )]
    [InlineData(
        "100.64.0.1",
        "203.0.113.10",
        "lns-address 100.64.0.1: it lies in ipv4 100.64.0.0/10, which is for subscribers"
    )]
    [InlineData(
        "203.0.113.1",
        "100.63.255.255",
        "first-lac-address 100.63.255.255: 2 addresses from there reach into ipv4 100.64.0.0/10, which is for subscribers"
    )]
    public void Check_TunnelEnds_MustBeApart(string lns, string lac, string sentence)
    {
        var plan = L2tp with { SessionsPerTunnel = 5, LnsAddress = Ipv4(lns), FirstLacAddress = Ipv4(lac) };

        Assert.Equal(sentence, PopulationRules.Check(plan));
        // Nobody looks at them where there are no tunnels.
        Assert.Null(PopulationRules.Check(plan with { Access = [new(AccessKind.Pppoe, 1)] }));
    }

    private static PopulationPlan L2tp { get; } = new() { Access = [new AccessShare(AccessKind.L2tp, 1)] };

    private static IpPrefix Prefix(string text)
    {
        Assert.True(IpPrefix.TryParse(text, out var prefix), text);
        return prefix;
    }

    private static Ipv4Address Ipv4(string text)
    {
        Assert.True(Ipv4Address.TryParse(text, out var address), text);
        return address;
    }
}
