using CsCheck;
using Jmirror.Network.Linux;
using Jmirror.Network.Linux.Receiving;
using Jmirror.Protocol.Ip;
using Jmirror.Protocol.Mirror;
using Jmirror.Testing;

namespace Jmirror.Network.Tests.Linux.Receiving;

public class RebuiltOuterHeaderTests
{
    [Fact]
    public void Write_AllFields_MatchesTheRfcs()
    {
        var bytes = new byte[RebuiltOuterHeader.Length + 4];
        bytes.AsSpan().Fill(0xa5);
        var source = new SockaddrIn(new Ipv4Address(0xc0000201), 6502);
        var destination = new SockaddrIn(new Ipv4Address(0xc6336409), 30030);

        RebuiltOuterHeader.Write(bytes, source, new Arrival(0, 0, 255), destination, 108);

        // 4500 + 0088 + ff11 + c000 + 0201 + c633 + 6409 = 330d6, folded 30d9, complement cf26 (RFC 1071).
        Hex.AssertEqual(
            Hex.Bytes("4500 0088 0000 0000 ff11 cf26 c0000201 c6336409 1966 754e 0074 0000 a5a5a5a5"),
            bytes
        );
    }

    [Fact]
    public void Write_AnyFields_DecodesToThemWithoutFault() =>
        Gen.Select(Gen.UInt, Gen.UInt, Gen.UShort, Gen.UShort, Gen.Byte, Gen.Int[8, 65507])
            .Sample(
                (source, destination, sourcePort, destinationPort, timeToLive, length) =>
                {
                    var bytes = new byte[RebuiltOuterHeader.Length + length];
                    bytes.AsSpan().Fill(0xa5);
                    var from = new SockaddrIn(new Ipv4Address(source), sourcePort);
                    var to = new SockaddrIn(new Ipv4Address(destination), destinationPort);

                    RebuiltOuterHeader.Write(
                        bytes,
                        from,
                        new Arrival(0, to.Address, timeToLive),
                        new SockaddrIn(default, destinationPort),
                        length
                    );

                    Assert.True(MirrorDatagram.TryDecode(bytes, out var datagram));
                    Assert.Equal(
                        new OuterHeader(
                            new(source),
                            new(destination),
                            sourcePort,
                            destinationPort,
                            timeToLive
                        ),
                        datagram.Outer
                    );
                    Assert.Equal(length - MirrorHeader.Length, datagram.PayloadLength);
                    const MirrorFaults ofTheOuterHeader =
                        MirrorFaults.BadOuterChecksum
                        | MirrorFaults.BadTotalLength
                        | MirrorFaults.CutShort
                        | MirrorFaults.TrailingBytes
                        | MirrorFaults.OuterFragment
                        | MirrorFaults.UdpLengthDisagrees
                        | MirrorFaults.UdpChecksumSet;
                    Assert.Equal(MirrorFaults.None, datagram.Faults & ofTheOuterHeader);
                },
                iter: 20_000
            );
}
