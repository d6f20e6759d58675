using Jmirror.Engine.Dissecting;
using Jmirror.Engine.Frames;
using Jmirror.Engine.Learning;
using Jmirror.Engine.Subscribers;
using Jmirror.Protocol.Link;
using Jmirror.Testing;
using static Jmirror.Engine.Tests.Learning.Wire;

namespace Jmirror.Engine.Tests.Learning;

public sealed class SignallingTests
{
    private const string Host = "0a000001";
    private const string Host6 = "fe800000000000000000000000000001";

    public static TheoryData<string> SignallingFrames =>
        [
            Discovery("09", Client, Broadcast),
            Arp(Client, Host),
            Ppp(Client, Router, "c021", Lcp(9)),
            Ipv4Frame(Client, Router, Udp4(Host, Host, 68, 67, "00")),
            Ipv4Frame(Client, Router, Udp4(Host, Host, 50000, 1812, "00")),
            Ipv4Frame(Client, Router, Udp4(Host, Host, 1813, 50000, "00")),
            Ipv4Frame(Client, Router, Udp4(Host, Host, 50000, 1645, "00")),
            Ipv4Frame(Client, Router, Udp4(Host, Host, 50000, 1646, "00")),
            Ipv4Frame(Client, Router, Udp4(Host, Host, 1701, 50000, L2tpControl(1, 0, ""))),
            Ipv4Frame(Client, Router, Udp4(Host, Host, 1701, 1701, L2tpData(1, 1, "c021", Lcp(9)))),
            Ipv6Frame(Client, Router, Udp6(Host6, Host6, 546, 547, "00")),
            Ipv6Frame(Client, Router, Icmp6(Host6, Host6, "8600000000000000")),
        ];

    public static TheoryData<string> OtherFrames =>
        [
            Ipv4Frame(Client, Router, Udp4(Host, Host, 50000, 53, "00")),
            Ipv4Frame(
                Client,
                Router,
                "4500 0028 0000 0000 40 06 0000 0a000001 0a000002 00430044" + Zeros(16)
            ),
            Ipv4Frame(
                Client,
                Router,
                Udp4(Host, Host, 1701, 1701, L2tpData(1, 1, "0021", Udp4(Host, Host, 5, 6, "00")))
            ),
            Ppp(Client, Router, "0021", Udp4(Host, Host, 50000, 53, "00")),
            $"{Router}{Client} 88cc {Zeros(46)}",
        ];

    [Theory]
    [MemberData(nameof(SignallingFrames))]
    public void MayTeach_Signalling_IsTrue(string hex) => Assert.True(MayTeach(hex));

    [Theory]
    [MemberData(nameof(OtherFrames))]
    public void MayTeach_OtherTraffic_IsFalse(string hex) => Assert.False(MayTeach(hex));

    [Fact]
    public void Radius_OnItsPorts_IsListenedTo()
    {
        // Accounting-Request: Start of session 1.
        var start = "0401001d" + Zeros(16) + "280600000001 2c0331";
        var learned = new Learned();
        learned.See(Ipv4Frame(Client, Router, Udp4(Host, Host, 50000, 1814, start)));
        Assert.Empty(learned.Sightings);
        learned.See(Ipv4Frame(Client, Router, Udp4(Host, Host, 50000, 1813, start)));

        Assert.Equal(SightingSource.RadiusAccounting, Assert.Single(learned.Sightings).Source);
    }

    private static bool MayTeach(string hex)
    {
        var frame = Hex.Bytes(hex);
        var info = new FrameInfo(
            0,
            frame.Length,
            frame.Length,
            0,
            LinkType.Ethernet,
            FrameDirection.Unknown,
            0
        );
        var outcome = Dissector.Dissect(frame, info, out var key);
        return Signalling.MayTeach(key, outcome);
    }
}
