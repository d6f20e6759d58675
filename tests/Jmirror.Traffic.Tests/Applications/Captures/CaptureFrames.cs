using System.Buffers.Binary;
using Jmirror.Engine.Frames;
using Jmirror.Protocol.Ip;
using Jmirror.Protocol.Link;
using Jmirror.Testing;
using Jmirror.Traffic.Applications;
using Jmirror.Traffic.Applications.Captures;
using Jmirror.Traffic.Plans;
using Jmirror.Traffic.Population;

namespace Jmirror.Traffic.Tests.Applications.Captures;

/// <summary>Frames for templates, and templates for applications.</summary>
internal static class CaptureFrames
{
    // 10.0.0.1:1000 to 10.0.0.2:2000, "hi"; checksums right.
    public const string Upstream = "4500001e 00010000 401166cc 0a000001 0a000002 03e807d0 000a77b6 6869";
    public const string Downstream = "4500001e 00010000 401166cc 0a000002 0a000001 07d003e8 000a77b6 6869";

    /// <summary>Adds frames that are raw IP packets.</summary>
    public static CaptureTemplateBuilder Add(this CaptureTemplateBuilder builder, params string[] packets)
    {
        foreach (var packet in packets)
            builder.AddFrame(Hex.Bytes(packet), LinkType.Raw);
        return builder;
    }

    /// <summary>Adds one frame.</summary>
    public static void AddFrame(
        this CaptureTemplateBuilder builder,
        byte[] frame,
        LinkType linkType,
        int? originalLength = null
    ) =>
        builder.Add(
            frame,
            new FrameInfo(
                0,
                frame.Length,
                originalLength ?? frame.Length,
                0,
                linkType,
                FrameDirection.Unknown,
                0
            )
        );

    /// <summary>The packets of a template in the name of <see cref="Talk.Addresses"/>.</summary>
    public static IReadOnlyList<Spoken> Replay(this CaptureTemplateBuilder builder) =>
        builder.Replay(Talk.Addresses);

    /// <summary>The packets of a template in the name of a subscriber.</summary>
    public static IReadOnlyList<Spoken> Replay(
        this CaptureTemplateBuilder builder,
        SubscriberAddresses addresses
    )
    {
        Assert.True(builder.TryBuild(out var template));
        var share = new MixShare(ApplicationKind.Capture, 1);
        return Talk.Listen(ApplicationFactory.Create(share, Talk.Seed, template), 1, addresses: addresses);
    }

    /// <summary>True when all bytes of the IPv4 header sum up.</summary>
    public static bool HasRightHeader(ReadOnlySpan<byte> ipv4) =>
        InternetChecksum.Compute(ipv4[..((ipv4[0] & 0x0f) * 4)]) == 0;

    /// <summary>True when all bytes of an unfragmented packet's transport sum up.</summary>
    public static bool HasRightTransport(ReadOnlySpan<byte> ipv4)
    {
        var transport = ipv4[((ipv4[0] & 0x0f) * 4)..];
        var sum = TransportChecksum.PseudoHeaderSum(ipv4.Slice(12, 8), (IpProtocol)ipv4[9], transport.Length);
        return InternetChecksum.Fold(sum + InternetChecksum.Sum(transport)) == 0;
    }

    /// <summary>The UDP checksum of an IPv4 packet without options.</summary>
    public static ushort UdpChecksum(ReadOnlySpan<byte> ipv4) =>
        BinaryPrimitives.ReadUInt16BigEndian(ipv4[26..]);
}
