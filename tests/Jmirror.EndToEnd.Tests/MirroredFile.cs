using System.Buffers.Binary;
using Jmirror.Testing;

namespace Jmirror.EndToEnd.Tests;

/// <summary>The datagrams that <c>replay --write</c> left in a file, read without any code of ours.</summary>
internal sealed class MirroredFile(string path)
{
    private const int MirrorHeaderOffset = 28;
    private const int PayloadOffset = 36;

    private readonly List<byte[]> _datagrams = [.. PcapFile.Read(path).Select(packet => packet.Bytes)];

    /// <summary>Whole datagrams, from the outer IPv4 header on.</summary>
    public IReadOnlyList<byte[]> Datagrams => _datagrams;

    /// <summary>Mirrored packets of all mirrors.</summary>
    public List<byte[]> Payloads => [.. _datagrams.Select(datagram => datagram[PayloadOffset..])];

    /// <summary>Mirrored packets of one mirror.</summary>
    public List<byte[]> PayloadsOf(uint mirrorId) =>
        [
            .. _datagrams
                .Where(datagram =>
                    BinaryPrimitives.ReadUInt32BigEndian(datagram.AsSpan(MirrorHeaderOffset)) == mirrorId
                )
                .Select(datagram => datagram[PayloadOffset..]),
        ];

    /// <summary>Asserts that one mirror has exactly these packets, in this order.</summary>
    public void AssertMirror(uint mirrorId, IReadOnlyList<byte[]> expected) =>
        AssertSame(expected, PayloadsOf(mirrorId));

    /// <summary>Asserts the same packets in the same order, byte for byte.</summary>
    public static void AssertSame(IReadOnlyList<byte[]> expected, IReadOnlyList<byte[]> actual)
    {
        Assert.Equal(expected.Count, actual.Count);
        for (var i = 0; i < expected.Count; i++)
            Hex.AssertEqual(expected[i], actual[i]);
    }
}
