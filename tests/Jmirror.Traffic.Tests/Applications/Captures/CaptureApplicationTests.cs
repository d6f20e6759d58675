using System.Buffers.Binary;
using System.Net;
using CsCheck;
using Jmirror.Engine.Frames;
using Jmirror.Network.Files;
using Jmirror.Protocol.Ip;
using Jmirror.Testing;
using Jmirror.Traffic.Applications.Captures;
using Jmirror.Traffic.Population;

namespace Jmirror.Traffic.Tests.Applications.Captures;

public sealed class CaptureApplicationTests : IDisposable
{
    private static readonly Ipv4Address Subscriber = new(0x0a00_0001);

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Replay_RightChecksums_AreRightAgain()
    {
        var packets = new CaptureTemplateBuilder(Subscriber)
            .Add(CaptureFrames.Upstream, CaptureFrames.Downstream)
            .Replay();
        // 100.64.0.7 in place of 10.0.0.1, first as source, then as destination.
        Hex.AssertEqual(
            Hex.Bytes("4500001e 00010000 40110c86 64400007 0a000002 03e807d0 000a1d70 6869"),
            packets[0].Bytes
        );
        Hex.AssertEqual(
            Hex.Bytes("4500001e 00010000 40110c86 0a000002 64400007 07d003e8 000a1d70 6869"),
            packets[1].Bytes
        );
        Assert.Equal([false, true], packets.Select(packet => packet.IsLast));
    }

    [Fact]
    public void Replay_NoUdpChecksum_StaysNone()
    {
        var packet = Patched(26, 0x0000);
        Assert.Equal(0, CaptureFrames.UdpChecksum(packet));
        Assert.True(CaptureFrames.HasRightHeader(packet));
    }

    // 0x82 less than right before, 0x82 less than right after.
    [Fact]
    public void Replay_WrongUdpChecksum_IsAsWrongAsBefore() =>
        Assert.Equal(0x1d70 - 0x82, CaptureFrames.UdpChecksum(Patched(26, 0x7734)));

    [Fact]
    public void Replay_WrongHeaderChecksum_IsAsWrongAsBefore()
    {
        // 1 more than right before, 1 more than right after.
        var packet = Patched(10, 0x66cd);
        Assert.Equal([0x0c, 0x87], packet[10..12]);
        Assert.True(CaptureFrames.HasRightTransport(packet));
    }

    [Theory]
    [InlineData(0x2000, true)] // the first fragment holds the checksum
    [InlineData(0x0001, false)] // a later one has contents in its place
    public void Replay_Fragments_HaveTheirChecksumInTheFirst(ushort flagsAndOffset, bool isCorrected) =>
        Assert.Equal(isCorrected, CaptureFrames.UdpChecksum(Patched(6, flagsAndOffset)) != 0x77b6);

    [Fact]
    public void Replay_AnyChecksumsAndAddresses_StayRightAndNeverBecomeNone() =>
        Gen.Select(Gen.UInt, Gen.Byte.Array[0, 40])
            .Sample(
                (peer, contents) =>
                {
                    var bytes = Datagram(peer, contents);
                    var packet = Assert.Single(
                        new CaptureTemplateBuilder(Subscriber).Add(Convert.ToHexString(bytes)).Replay()
                    );
                    Assert.True(CaptureFrames.HasRightHeader(packet.Bytes));
                    Assert.True(CaptureFrames.HasRightTransport(packet.Bytes));
                    Assert.NotEqual(0, CaptureFrames.UdpChecksum(packet.Bytes));
                },
                iter: 500,
                threads: 1
            );

    [Theory]
    [InlineData("subscriber/sip-rtp-g711.pcap", "10.0.2.15", 852)]
    [InlineData("subscriber/http-ipv6.pcap", "2001:5c0:9168::2", 31)]
    [InlineData("subscriber/ipv4frags.pcap", "2.1.1.2", 3)]
    [InlineData("subscriber/lan-mixed-radius-acct.pcap", "10.9.5.54", 1500)]
    public void Replay_RealCapture_TsharkFindsEachChecksumAsBefore(string name, string address, int count)
    {
        var subscriber = IPAddress.Parse(address);
        var isIpv6 = address.Contains(':', StringComparison.Ordinal);
        var ipv6 = isIpv6 ? IpPrefix.ReadIpv6(subscriber.GetAddressBytes()) : UInt128.Zero;
        var ipv4 = isIpv6 ? default : Ipv4Address.FromIPAddress(subscriber);
        var builder = isIpv6
            ? new CaptureTemplateBuilder(ipv6: ipv6, maxLength: ushort.MaxValue)
            : new CaptureTemplateBuilder(ipv4, maxLength: ushort.MaxValue);
        Read(Testing.Captures.Shared(name), builder);

        // In the captured subscriber's own name the packets are those of the capture.
        var captured = builder.Replay(new SubscriberAddresses(ipv4, ipv6));
        var replayed = builder.Replay(Talk.Addresses);
        Assert.Equal(count, captured.Count);
        Assert.Equal(Statuses(captured), Statuses(replayed));
        Assert.NotEqual(captured[0].Bytes, replayed[0].Bytes);
    }

    private static void Read(string path, CaptureTemplateBuilder builder)
    {
        using var source = CaptureSequence.Open([new CaptureInput(path)], new CaptureInterfaces());
        while (source.Receive(out var batch) != ReceiveStatus.End)
        {
            foreach (ref readonly var frame in batch.Frames)
                builder.Add(batch.BytesOf(frame), frame);
        }
    }

    private string[] Statuses(IReadOnlyList<Spoken> packets)
    {
        const uint RawIp = 101;
        var path = _folder.PathOf("replayed.pcap");
        PcapFile.Write(path, RawIp, packets.Select((packet, index) => ((long)index, packet.Bytes)));
        string[] protocols = ["ip", "tcp", "udp", "icmpv6"];
        return Tool.Run(
            "tshark",
            [
                "-r",
                path,
                "-n",
                "-T",
                "fields",
                .. protocols.SelectMany(name => new[] { "-e", $"{name}.checksum.status" }),
                .. protocols[..3].SelectMany(name => new[] { "-o", $"{name}.check_checksum:TRUE" }),
            ]
        ).Lines;
    }

    // The packet upstream with one field of its headers changed.
    private static byte[] Patched(int offset, ushort value)
    {
        var bytes = Hex.Bytes(CaptureFrames.Upstream);
        BinaryPrimitives.WriteUInt16BigEndian(bytes.AsSpan(offset), value);
        return Assert
            .Single(new CaptureTemplateBuilder(Subscriber).Add(Convert.ToHexString(bytes)).Replay())
            .Bytes;
    }

    // From the subscriber to another, checksums right.
    private static byte[] Datagram(uint peer, byte[] contents)
    {
        var bytes = new byte[28 + contents.Length];
        Hex.Bytes("45000000 00010000 40110000 0a000001 00000000 03e807d0 00000000").CopyTo(bytes, 0);
        BinaryPrimitives.WriteUInt16BigEndian(bytes.AsSpan(2), (ushort)bytes.Length);
        BinaryPrimitives.WriteUInt32BigEndian(bytes.AsSpan(16), peer);
        BinaryPrimitives.WriteUInt16BigEndian(bytes.AsSpan(24), (ushort)(8 + contents.Length));
        contents.CopyTo(bytes, 28);
        var header = InternetChecksum.Compute(bytes.AsSpan(0, 20));
        BinaryPrimitives.WriteUInt16BigEndian(bytes.AsSpan(10), header);
        var pseudoHeader = TransportChecksum.PseudoHeaderSum(
            bytes.AsSpan(12, 8),
            IpProtocol.Udp,
            8 + contents.Length
        );
        var checksum = TransportChecksum.Compute(pseudoHeader, bytes.AsSpan(20), IpProtocol.Udp);
        BinaryPrimitives.WriteUInt16BigEndian(bytes.AsSpan(26), checksum);
        return bytes;
    }
}
