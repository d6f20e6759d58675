using CsCheck;
using Jmirror.Protocol.Mirror;
using Jmirror.Testing;
using Jmirror.Verification.Reassembling;
using Jmirror.Verification.Tests.Reassembling;

namespace Jmirror.Verification.Tests;

/// <summary>Wireshark's dissector, written by others from the same documents, sees what we see.</summary>
public sealed class TsharkTests : IDisposable
{
    private const uint RawIp = 101;
    private readonly string _file = Path.GetTempFileName();

    public void Dispose() => File.Delete(_file);

    [Fact]
    public void Decode_AnyHeaders_AgreesWithTshark()
    {
        var datagrams = Gen.Select(
                Gen.UInt,
                Gen.UInt[0, MirrorHeader.MaxMirrorId],
                Gen.UInt,
                Gen.Byte[0, 1],
                Gen.Byte
            )
            .Select(
                (source, mirrorId, sessionId, version, ttl) =>
                    MirrorDatagrams.Encode(
                        MirrorDatagrams.Outer with
                        {
                            Source = new(source),
                            TimeToLive = ttl,
                        },
                        new MirrorHeader(version, mirrorId, sessionId),
                        Hex.Bytes(MirrorDatagrams.Echo)
                    )
            )
            .Array[300]
            .Single();
        var expected = datagrams.Select(bytes =>
        {
            var d = MirrorDatagrams.Decode(bytes);
            return $"{d.Outer.Source},100.64.1.10\t{d.Outer.TimeToLive},64\t{d.Header.FirstWord:x8}\t{d.Header.SessionId:x8}";
        });
        Assert.Equal(
            expected,
            Tshark(datagrams, "ip.src", "ip.ttl", "jmirror.mid", "jmirror.sid"),
            StringComparer.Ordinal
        );
    }

    [Fact]
    public void Reassemble_ShuffledFragments_AgreesWithTshark()
    {
        // The mirrored packet is an ICMP echo in an IPv4 packet of 3000 bytes, so that tshark dissects it.
        var payload = new byte[3000];
        Hex.Bytes("45000bb8 00000000 40010000 6440010a c6336407 08000000").CopyTo(payload, 0);
        var pieces = Enumerable
            .Range(1, 50)
            .SelectMany(id => Fragments.Of(MirrorDatagrams.Encode(payload, (ushort)id), 1480))
            .ToArray();
        new Random(4).Shuffle(pieces);

        var reassembler = new OuterReassembler(new ReassemblyLimits());
        var lines = new List<string>();
        foreach (var piece in pieces)
        {
            if (reassembler.Add(piece, 0, out var whole) is not FragmentOutcome.Completed)
                continue;
            var datagram = MirrorDatagrams.Decode(whole);
            lines.Add(
                $"{datagram.Identification:x4}\t{datagram.Header.MirrorId:x8}\t{datagram.PayloadLength}"
            );
        }
        Assert.Equal(50, lines.Count);
        var seen = Tshark(pieces, "ip.id", "jmirror.mid", "ip.len")
            .Where(line => !line.Contains("\t\t", StringComparison.Ordinal));
        Assert.Equal(lines, seen.Select(FirstIdAndLastLength), StringComparer.Ordinal);
    }

    // "0x0001,0x0000  00000300  556,3000": outer and inner packet, joined by commas.
    private static string FirstIdAndLastLength(string line)
    {
        var fields = line.Split('\t');
        return $"{fields[0].Split(',')[0]}\t{fields[1]}\t{fields[2].Split(',')[^1]}";
    }

    private string[] Tshark(IEnumerable<byte[]> packets, params string[] fields)
    {
        PcapFile.Write(_file, RawIp, packets.Select((bytes, i) => ((long)i, bytes)));
        var arguments = new List<string>
        {
            "-r",
            _file,
            "-o",
            "ip.defragment:TRUE",
            "-d",
            "udp.port==30030,jmirror",
            "-T",
            "fields",
        };
        foreach (var field in fields)
            arguments.AddRange(["-e", field]);
        return
        [
            .. Tool.Run("tshark", [.. arguments])
                .Lines.Select(line => line.Replace("0x", "", StringComparison.Ordinal)),
        ];
    }
}
