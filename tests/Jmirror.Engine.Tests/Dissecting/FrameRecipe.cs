using CsCheck;
using Jmirror.Engine.Dissecting;
using Jmirror.Protocol.Link;

namespace Jmirror.Engine.Tests.Dissecting;

/// <summary>How an IP packet is made.</summary>
/// <param name="IsIpv6">Version 6, otherwise 4.</param>
/// <param name="Headers">Words of options (IPv4), or extension headers of 8 bytes (IPv6).</param>
/// <param name="Protocol">Transport.</param>
/// <param name="Fragment">0 whole, 1 first fragment, 2 a later one.</param>
/// <param name="SourcePort">First two bytes of the transport header.</param>
/// <param name="DestinationPort">The next two.</param>
internal sealed record PacketRecipe(
    bool IsIpv6,
    int Headers,
    byte Protocol,
    int Fragment,
    ushort SourcePort,
    ushort DestinationPort
)
{
    private const byte FragmentHeader = 44;
    private const byte DestinationOptions = 60;

    // ICMP, TCP, UDP, GRE, ESP, ICMPv6, SCTP.
    private static readonly byte[] Transports = [1, 6, 17, 47, 50, 58, 132];

    public static readonly Gen<PacketRecipe> Any =
        from isIpv6 in Gen.Bool
        from headers in Gen.Int[0, 5]
        from protocol in Gen.OneOf(Transports)
        from fragment in Gen.OneOf(0, 0, 0, 1, 2)
        from ports in Gen.Select(Gen.UShort, Gen.UShort)
        select new PacketRecipe(isIpv6, headers, protocol, fragment, ports.Item1, ports.Item2);

    public bool HasPorts => Protocol is 6 or 17 or 132 && Fragment < 2;

    /// <summary>The packet around <paramref name="rest"/>, which follows the ports.</summary>
    public byte[] Build(byte[] rest)
    {
        byte[] transport = [.. BigEndian(SourcePort), .. BigEndian(DestinationPort), .. rest];
        return IsIpv6 ? BuildIpv6(transport) : BuildIpv4(transport);
    }

    public string Describe(int ppp, int offset, int length) =>
        (IsIpv6 ? "Ipv6 2001:db8::1>2001:db8::2" : "Ipv4 10.0.0.1>10.0.0.2")
        + $" protocol={Protocol} tc=b8 fragment={Fragment > 0} "
        + $"ports={HasPorts}:{(HasPorts ? SourcePort : 0)}>{(HasPorts ? DestinationPort : 0)} ppp={ppp:x4} at {offset}+{length}";

    public static byte[] BigEndian(int value) => [(byte)(value >> 8), (byte)value];

    private byte[] BuildIpv4(byte[] transport) =>
        [
            (byte)(0x45 + Headers),
            0xb8,
            .. BigEndian(20 + 4 * Headers + transport.Length),
            0x12,
            0x34,
            .. BigEndian(
                Fragment switch
                {
                    0 => 0x4000,
                    1 => 0x2000,
                    _ => 0x0017,
                }
            ),
            64,
            Protocol,
            0,
            0,
            10,
            0,
            0,
            1,
            10,
            0,
            0,
            2,
            .. Enumerable.Repeat((byte)1, 4 * Headers),
            .. transport,
        ];

    private byte[] BuildIpv6(byte[] transport)
    {
        var next = Protocol;
        var behind = transport;
        if (Fragment > 0)
        {
            behind = [next, 0, .. BigEndian(Fragment == 1 ? 0x0001 : 0x0018), 0, 0, 0, 7, .. behind];
            next = FragmentHeader;
        }
        for (var i = 0; i < Headers; i++)
        {
            behind = [next, 0, 1, 4, 0, 0, 0, 0, .. behind];
            next = DestinationOptions;
        }
        return
        [
            0x6b,
            0x80,
            0,
            0,
            .. BigEndian(behind.Length),
            next,
            64,
            .. Convert.FromHexString("20010db8000000000000000000000001"),
            .. Convert.FromHexString("20010db8000000000000000000000002"),
            .. behind,
        ];
    }
}

/// <summary>How an Ethernet frame is made, from the tags to the packet, and what the dissector has to say about it.</summary>
/// <param name="Tags">VLAN ids, priority tags included.</param>
/// <param name="Labels">Entries of an MPLS label stack; 0 for none.</param>
/// <param name="PppoeSession">PPPoE session id, if there is one; then no labels.</param>
/// <param name="PppForm">0 plain, 1 with FF 03, 2 protocol compressed, 3 both.</param>
/// <param name="Packet">The packet of the frame.</param>
/// <param name="Tunneled">The packet inside an L2TP data message in the packet, if it is a tunnel's.</param>
/// <param name="Padding">Bytes behind the packet.</param>
internal sealed record FrameRecipe(
    int[] Tags,
    int Labels,
    ushort? PppoeSession,
    int PppForm,
    PacketRecipe Packet,
    PacketRecipe? Tunneled,
    int Padding
)
{
    private const int Tunnel = 11;
    private const int Session = 12;
    private const ushort TunnelPort = 1701;

    public static readonly Gen<FrameRecipe> Any =
        from tags in Gen.OneOf(Gen.Int[0, 4095], Gen.Const(0)).Array[0, 5]
        from labels in Gen.Int[0, 3]
        from session in Gen.UShort.Nullable()
        from form in Gen.Int[0, 3]
        from packet in PacketRecipe.Any
        from tunneled in PacketRecipe.Any.Null()
        from padding in Gen.Int[0, 20]
        select new FrameRecipe(
            tags,
            session is null ? labels : 0,
            session,
            form,
            tunneled is null ? NotATunnel(packet) : packet with { Protocol = 17, SourcePort = TunnelPort },
            tunneled,
            padding
        );

    /// <summary>The frame.</summary>
    public CapturedFrame Build()
    {
        var packet = Packet.Build(Tunneled is null ? [1, 2, 3, 4, 5, 6, 7, 8] : BuildMessage());
        var carried = packet;
        var type = Packet.IsIpv6 ? 0x86dd : 0x0800;
        if (PppoeSession is { } session)
        {
            byte[] ppp = [.. BuildPppHeader(Packet), .. packet];
            carried = [0x11, 0, .. BigEndian(session), .. BigEndian(ppp.Length), .. ppp];
            type = 0x8864;
        }
        for (var label = 0; label < Labels; label++)
        {
            carried = [0, 1, (byte)(label == 0 ? 0x01 : 0x00), 64, .. carried];
            type = 0x8847;
        }
        foreach (var id in Tags.Reverse())
        {
            carried = [.. BigEndian(0xe000 | id), .. BigEndian(type), .. carried];
            type = id % 2 == 0 ? 0x8100 : 0x88a8;
        }
        byte[] frame =
        [
            .. Convert.FromHexString("020000000001020000000002"),
            .. BigEndian(type),
            .. carried,
            .. Enumerable.Repeat((byte)0xa5, Padding),
        ];
        return new CapturedFrame(frame, frame.Length, LinkType.Ethernet);
    }

    /// <summary>What the dissector has to say about it.</summary>
    public string Expected()
    {
        var vlans = Tags.Where(id => id != 0).ToArray();
        var hasL2tp = Tunneled is not null && Packet.Fragment == 0;
        var packetLength = Packet.Build(Tunneled is null ? new byte[8] : BuildMessage()).Length;
        var packetOffset = Build().Bytes.Length - Padding - packetLength;
        var inner = Dissected.Describe(default);
        if (hasL2tp)
        {
            var length = Tunneled!.Build(new byte[8]).Length;
            inner = Tunneled.Describe(PppNumber(Tunneled), packetOffset + packetLength - length, length);
        }
        return $"{DissectOutcome.Found} Unknown if=0 eth=True 02:00:00:00:00:02>02:00:00:00:00:01 "
            + $"vlans={vlans.Length}:{vlans.FirstOrDefault()}.{vlans.ElementAtOrDefault(1)} "
            + $"pppoe={PppoeSession is not null}:{PppoeSession ?? 0} "
            + $"l2tp={hasL2tp}:{(hasL2tp ? Tunnel : 0)}.{(hasL2tp ? Session : 0)} "
            + $"outer=[{Packet.Describe(PppoeSession is null ? 0 : PppNumber(Packet), packetOffset, packetLength)}] "
            + $"inner=[{inner}]";
    }

    // UDP length and checksum, then the message.
    private byte[] BuildMessage()
    {
        byte[] message =
        [
            0x00,
            0x02,
            .. BigEndian(Tunnel),
            .. BigEndian(Session),
            .. BuildPppHeader(Tunneled!),
            .. Tunneled!.Build([1, 2, 3, 4, 5, 6, 7, 8]),
        ];
        return [.. BigEndian(8 + message.Length), 0, 0, .. message];
    }

    private byte[] BuildPppHeader(PacketRecipe packet)
    {
        var protocol = PppNumber(packet);
        byte[] number = PppForm >= 2 ? [(byte)protocol] : BigEndian(protocol);
        return PppForm % 2 == 1 ? [0xff, 0x03, .. number] : number;
    }

    private static int PppNumber(PacketRecipe packet) => packet.IsIpv6 ? 0x57 : 0x21;

    private static PacketRecipe NotATunnel(PacketRecipe packet) =>
        packet with
        {
            SourcePort = (ushort)(packet.SourcePort | 0x8000),
            DestinationPort = (ushort)(packet.DestinationPort | 0x8000),
        };

    private static byte[] BigEndian(int value) => PacketRecipe.BigEndian(value);
}
