using CsCheck;
using Jmirror.Engine.Dissecting;
using Jmirror.Engine.Frames;
using Jmirror.Protocol.Ip;
using Jmirror.Protocol.Link;
using Jmirror.Testing;
using Jmirror.Traffic.Applications;
using Jmirror.Traffic.Plans;

namespace Jmirror.Traffic.Tests.Applications;

/// <summary>What holds for every kind of conversation.</summary>
public sealed class ApplicationTests
{
    private static readonly ApplicationKind[] OverIp =
    [
        ApplicationKind.Udp,
        ApplicationKind.Voip,
        ApplicationKind.Http,
        ApplicationKind.Tls,
        ApplicationKind.Dns,
        ApplicationKind.Icmp,
    ];

    public static TheoryData<ApplicationKind> All => [.. OverIp, ApplicationKind.Ppp];

    [Theory]
    [MemberData(nameof(All))]
    public void Conversation_OfTheSameSeedAndNumber_HasTheSameBytes(ApplicationKind kind)
    {
        var first = Talk.Listen(Talk.Of(kind), 42);
        var second = Talk.Listen(Talk.Of(kind), 42);
        Assert.Equal(first.Select(packet => packet.Bytes), second.Select(packet => packet.Bytes));
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Conversation_OfAnotherSeedOrNumber_HasOtherBytes(ApplicationKind kind)
    {
        var other = ApplicationFactory.Create(new MixShare(kind, 1), Talk.Seed + 1, capture: null);
        var packet = Talk.Listen(Talk.Of(kind), 42)[0].Bytes;
        Assert.NotEqual(packet, Talk.Listen(Talk.Of(kind), 43)[0].Bytes);
        Assert.NotEqual(packet, Talk.Listen(other, 42)[0].Bytes);
    }

    [Fact]
    public void AnyPacket_IsWhatTheDissectorExpects() =>
        Gen.Select(
                Gen.Int[0, OverIp.Length - 1].Select(index => OverIp[index]),
                Gen.ULong,
                Gen.Bool,
                Gen.Int[1280, 1500]
            )
            .Sample(
                (kind, number, isIpv6, mtu) =>
                {
                    foreach (var packet in Talk.Listen(Talk.Of(kind, mtu), number, isIpv6))
                        AssertRight(packet, isIpv6, mtu);
                },
                iter: 100,
                threads: 1
            );

    [Theory]
    [MemberData(nameof(All))]
    public void Write_ManyPackets_AllocatesNothing(ApplicationKind kind)
    {
        const int Packets = 20_000;
        var application = Talk.Of(kind);
        var bytes = new byte[Application.MaxPacketLength];
        WriteMany(application, bytes, Packets);
        var before = Allocations.Now;
        WriteMany(application, bytes, Packets);
        Allocations.AssertNonePerOperation(before, Packets);
    }

    [Fact]
    public void Create_CaptureWithoutPackets_Throws() =>
        Assert.Throws<ArgumentNullException>(() => Talk.Of(ApplicationKind.Capture));

    [Theory]
    [InlineData(1279)]
    [InlineData(65_536)]
    public void Create_MtuThatNoLinkHas_Throws(int mtu) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => Talk.Of(ApplicationKind.Udp, mtu));

    private static void AssertRight(Spoken packet, bool isIpv6, int mtu)
    {
        var length = packet.Bytes.Length;
        var frame = new FrameInfo(0, length, length, 0, LinkType.Raw, FrameDirection.Unknown, 0);
        Assert.Equal(DissectOutcome.Found, Dissector.Dissect(packet.Bytes, frame, out var key));
        Assert.Equal(isIpv6 ? PayloadKind.Ipv6 : PayloadKind.Ipv4, key.Outer.Kind);
        Assert.Equal(length, key.Outer.Length);
        Assert.InRange(length, 1, mtu);
        var subscriber = isIpv6 ? Talk.Addresses.Ipv6 : IpPrefix.FromIpv4(Talk.Addresses.Ipv4.Value);
        Assert.Equal(subscriber, packet.IsDownstream ? key.Outer.Destination : key.Outer.Source);
        if (!isIpv6)
            Assert.Equal(0, InternetChecksum.Compute(packet.Bytes.AsSpan(0, Ipv4View.MinLength)));
        AssertTransportChecksum(packet.Bytes, isIpv6, (IpProtocol)key.Outer.Protocol);
    }

    // Summed over all bytes, where the applications look up most of it.
    private static void AssertTransportChecksum(ReadOnlySpan<byte> packet, bool isIpv6, IpProtocol protocol)
    {
        var transport = packet[(isIpv6 ? Ipv6View.Length : Ipv4View.MinLength)..];
        var addresses = isIpv6 ? packet.Slice(8, 32) : packet.Slice(12, 8);
        var pseudoHeaderSum =
            protocol == IpProtocol.Icmp
                ? 0
                : TransportChecksum.PseudoHeaderSum(addresses, protocol, transport.Length);
        Assert.Equal(0, InternetChecksum.Fold(pseudoHeaderSum + InternetChecksum.Sum(transport)));
    }

    private static void WriteMany(Application application, byte[] bytes, int packets)
    {
        ulong number = 0;
        var conversation = Talk.Begin(application, number, isIpv6: false);
        for (var i = 0; i < packets; i++)
        {
            if (application.Write(ref conversation, Talk.Addresses, bytes).IsLast)
                conversation = Talk.Begin(application, ++number, isIpv6: (number & 1) != 0);
        }
    }
}
