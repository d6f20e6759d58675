using static Jmirror.Engine.Tests.Learning.Wire;

namespace Jmirror.Engine.Tests.Learning;

/// <summary>Neighbour discovery: RFC 4861.</summary>
public sealed class NeighbourDiscoveryLearningTests
{
    private const string ClientAddress = "fe800000000000000000000000000001";
    private const string RouterAddress = "fe8000000000000000000000000000ff";
    private const string AllNodes = "ff020000000000000000000000000001";
    private const string Global = "20010db8000000000000000000000009";
    private const string Session = "NeighbourDiscovery if=0 5.0 02:00:00:00:00:01 session=7";
    private const string Station = "NeighbourDiscovery if=0 5.0 02:00:00:00:00:01 session=0";

    private readonly Learned _learned = new();

    [Fact]
    public void AdvertisementInPpp_TellsPrefixOnce()
    {
        _learned.See(Discovery("65", Router, Client, 7));

        Assert.Equal([$"Up {Session} [2001:db8::/64]"], AdvertiseInPpp(Prefix("20010db8", 3600)));
        Assert.Empty(AdvertiseInPpp(Prefix("20010db8", 3600)));
        Assert.Equal([$"Up {Session} [2001:db9::/64]"], AdvertiseInPpp(Prefix("20010db9", 3600)));
    }

    [Fact]
    public void AdvertisementInPpp_WithoutLifetimeOrPrefix_TellsNothing()
    {
        _learned.See(Discovery("65", Router, Client, 7));

        Assert.Empty(AdvertiseInPpp(Prefix("20010db8", 0)));
        Assert.Empty(AdvertiseInPpp("0501000000000594"));
        Assert.Empty(AdvertiseInPpp("0300000000000000"));
    }

    [Fact]
    public void AdvertisementInPpp_CaptureBeginsLate_ShowsTheClient() =>
        Assert.Equal([$"Up {Session} [2001:db8::/64]"], AdvertiseInPpp(Prefix("20010db8", 3600)));

    [Fact]
    public void Advertisement_ToOneKnownStation_TellsPrefix()
    {
        Lease();

        Assert.Equal([$"Up {Station} [2001:db8::/64]"], Advertise(Client));
        Assert.Empty(Advertise(Client));
    }

    [Fact]
    public void Advertisement_ToAllOrToStrangers_TellsNothing()
    {
        Lease();

        Assert.Empty(Advertise("333300000001"));
        Assert.Empty(Advertise(OtherClient));
    }

    [Fact]
    public void Defence_OfKnownStation_TellsAddress()
    {
        Lease();

        Assert.Equal([$"Up {Station} [2001:db8::9]"], Solicit(Client, Zeros(16), Global));
        Assert.Empty(Solicit(Client, Zeros(16), Global));
    }

    [Fact]
    public void Defence_OfStrangerOrOfLinkLocalOrQuestionAboutOthers_TellsNothing()
    {
        Assert.Empty(Solicit(Client, Zeros(16), Global));
        Lease();

        Assert.Empty(Solicit(Client, Zeros(16), ClientAddress));
        Assert.Empty(Solicit(Client, ClientAddress, Global));
    }

    private void Lease() =>
        _learned.See(
            Ipv4Frame(Router, Client, Udp4("0a0000fe", "0a000009", 67, 68, Dhcp(5, yiaddr: "0a000009")))
        );

    private string[] AdvertiseInPpp(string options) =>
        _learned.See(Ppp(Router, Client, "0057", Icmp6(RouterAddress, AllNodes, Advertisement(options))));

    private string[] Advertise(string to) =>
        _learned.See(
            Ipv6Frame(
                Router,
                to,
                Icmp6(RouterAddress, ClientAddress, Advertisement(Prefix("20010db8", 3600)))
            )
        );

    private string[] Solicit(string from, string source, string target) =>
        _learned.See(Ipv6Frame(from, "3333ff000009", Icmp6(source, AllNodes, $"87000000 00000000 {target}")));

    private static string Advertisement(string options) => $"86000000 4000 0708 {Zeros(8)} {options}";

    private static string Prefix(string first, uint valid) =>
        $"0304 40c0 {valid:x8} {valid:x8} 00000000 {first}{Zeros(12)}";
}
