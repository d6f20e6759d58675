using System.Buffers.Binary;
using Jmirror.Testing;

namespace Jmirror.EndToEnd.Tests;

/// <summary>
/// What must be copied, without any code of ours: a tshark filter tells the frames, an offset in them the packet.
/// </summary>
internal static class Oracle
{
    private const int UdpLengthOffset = 38; // behind Ethernet and IPv4 without options, in the UDP header
    private const int UdpOffset = 34;
    private const int Ipv4Length = 20;
    private const int UdpLength = 8;

    /// <summary>The IP packets at a fixed offset in the frames that a display filter selects.</summary>
    public static List<byte[]> IpPackets(string capture, string filter, int offset) =>
        [.. Frames(capture, filter).Select(frame => IpPacket(frame, offset))];

    /// <summary>The IP packet at an offset of a frame, without padding.</summary>
    public static byte[] IpPacket(byte[] frame, int offset) =>
        frame.AsSpan(offset, IpLength(frame.AsSpan(offset))).ToArray();

    /// <summary>The rest of each UDP datagram from a fixed offset of the frame on.</summary>
    public static List<byte[]> UdpRests(string capture, string filter, int offset) =>
        [
            .. Frames(capture, filter)
                .Select(frame =>
                    frame[
                        offset..(
                            UdpOffset + BinaryPrimitives.ReadUInt16BigEndian(frame.AsSpan(UdpLengthOffset))
                        )
                    ]
                ),
        ];

    /// <summary>
    /// The PPP frames, FF 03 included, of the L2TP data messages in the frames that a display filter selects; the
    /// tunnel's IPv4 packets, without options, are at a fixed offset.
    /// </summary>
    public static List<byte[]> PppFrames(string capture, string filter, int offset) =>
        [
            .. Frames(capture, filter)
                .Select(frame => PppFrame(IpPacket(frame, offset).AsSpan(Ipv4Length + UdpLength))),
        ];

    /// <summary>Rows of the fields that tshark shows of each frame that a display filter selects.</summary>
    public static List<string[]> Fields(string capture, string filter, params string[] fields) =>
        [
            .. Tool.Run(
                    "tshark",
                    [
                        "-n",
                        "-r",
                        capture,
                        "-Y",
                        filter,
                        "-T",
                        "fields",
                        .. fields.SelectMany(f => new[] { "-e", f }),
                    ]
                )
                .Lines.Select(line => line.Split('\t')),
        ];

    // RFC 2661 section 3.1: the flags tell which fields of the header are there.
    private static byte[] PppFrame(ReadOnlySpan<byte> message)
    {
        var flags = BinaryPrimitives.ReadUInt16BigEndian(message);
        var (hasLength, hasSequence, hasOffset) = (
            (flags & 0x4000) != 0,
            (flags & 0x0800) != 0,
            (flags & 0x0200) != 0
        );
        var length = 6 + (hasLength ? 2 : 0) + (hasSequence ? 4 : 0);
        if (hasOffset)
            length += 2 + BinaryPrimitives.ReadUInt16BigEndian(message[length..]);
        return message[length..].ToArray();
    }

    private static IEnumerable<byte[]> Frames(string capture, string filter)
    {
        var frames = PcapFile.Read(capture);
        var numbers = Tool.Run(
            "tshark",
            "-n",
            "-r",
            capture,
            "-Y",
            filter,
            "-T",
            "fields",
            "-e",
            "frame.number"
        ).Lines;
        // A filter that selects nothing would show nothing.
        Assert.NotEmpty(numbers);
        return numbers.Select(number => frames[int.Parse(number) - 1].Bytes);
    }

    private static int IpLength(ReadOnlySpan<byte> packet) =>
        packet[0] >> 4 == 4
            ? BinaryPrimitives.ReadUInt16BigEndian(packet[2..])
            : BinaryPrimitives.ReadUInt16BigEndian(packet[4..]) + 40;
}
