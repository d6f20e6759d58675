using System.Buffers.Binary;
using Jmirror.Engine.Frames;
using Jmirror.Protocol.Link;
using Jmirror.Testing;

namespace Jmirror.Engine.Tests.Dissecting;

/// <summary>One frame of a capture, in an array of its own so that every byte outside the frame is out of bounds.</summary>
internal sealed record CapturedFrame(byte[] Bytes, int OriginalLength, LinkType LinkType)
{
    public FrameInfo Info =>
        new(0, Bytes.Length, OriginalLength, 0, LinkType, FrameDirection.Unknown, Interface: 0);
}

/// <summary>Just enough of a classic pcap reader (little-endian) to feed the dissector.</summary>
internal static class CaptureFile
{
    private const int FileHeaderLength = 24;
    private const int LinkTypeOffset = 20;
    private const int RecordHeaderLength = 16;

    /// <summary>The checked-in captures, which every machine has.</summary>
    public static IReadOnlyList<string> Own { get; } = ["dev-ipoe-dhcp82.pcap", "dev-pppoe-qinq-pap.pcap"];

    /// <summary>Captures of the shared collection; a test that asks for one is skipped where it is not there.</summary>
    public static TheoryData<string> Shared { get; } =
    [
        "jmirror/jmirror_ip.pcap",
        "jmirror/jmirror_ipv6.pcap",
        "jmirror/jmirror_l2tp.pcap",
        "subscriber/bulk-10k-packets.pcap",
        "subscriber/dhcp-ack-option82.pcap",
        "subscriber/dhcp.pcap",
        "subscriber/dhcpv6.pcap",
        "subscriber/gre.pcap",
        "subscriber/http-ipv6.pcap",
        "subscriber/igmp.pcap",
        "subscriber/ipv4frags.pcap",
        "subscriber/l2tp-lac-lns-chap.pcap",
        "subscriber/lan-mixed-radius-acct.pcap",
        "subscriber/mpls-basic.pcap",
        "subscriber/nb6-startup.pcap",
        "subscriber/ppp-chap.pcap",
        "subscriber/ppp_lcp_ipcp.pcap",
        "subscriber/pppoe-ipv6cp-dhcpv6.pcap",
        "subscriber/pppoe-pap-ipcp.pcap",
        "subscriber/qinq-8021ad.pcap",
        "subscriber/radius-auth.pcap",
        "subscriber/radius-coa-disconnect.pcap",
        "subscriber/sip-rtp-g711.pcap",
        "subscriber/vlan-qinq.pcap",
    ];

    /// <summary>Every frame of the checked-in captures.</summary>
    public static IReadOnlyList<CapturedFrame> OwnFrames { get; } =
    [.. Own.SelectMany(name => Read(Captures.Own(name)))];

    public static IReadOnlyList<CapturedFrame> Read(string path)
    {
        var file = File.ReadAllBytes(path);
        var linkType = (LinkType)Number(LinkTypeOffset);
        List<CapturedFrame> frames = [];
        for (var at = FileHeaderLength; at < file.Length; )
        {
            var (length, originalLength) = (Number(at + 8), Number(at + 12));
            at += RecordHeaderLength;
            frames.Add(new CapturedFrame(file[at..(at + length)], originalLength, linkType));
            at += length;
        }
        return frames;

        int Number(int offset) => BinaryPrimitives.ReadInt32LittleEndian(file.AsSpan(offset));
    }
}
