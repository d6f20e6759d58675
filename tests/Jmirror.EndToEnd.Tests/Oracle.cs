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
