using BenchmarkDotNet.Attributes;
using Jmirror.Engine.Frames;
using Jmirror.Protocol.Ip;
using Jmirror.Protocol.Link;
using Jmirror.Traffic.Applications;
using Jmirror.Traffic.Applications.Captures;
using Jmirror.Traffic.Plans;
using Jmirror.Traffic.Population;

namespace Jmirror.Benchmarks;

/// <summary>
/// Nanoseconds to write one packet of synthetic traffic, by kind: many conversations take turns, those that end begin
/// anew under another number.
/// </summary>
[MemoryDiagnoser]
public class ApplicationBenchmarks
{
    private const int Conversations = 64;
    private const int Turns = 64;

    private readonly byte[] _packet = new byte[Application.MaxPacketLength];
    private readonly Conversation[] _conversations = new Conversation[Conversations];
    private readonly SubscriberAddresses _addresses = new(
        new Ipv4Address(0x6440_0001),
        new UInt128(0x2001_0db8_0000_0001, 1)
    );
    private Application _application = null!;
    private ulong _number;

    /// <summary>Kind, and the length of the packets where it can be chosen.</summary>
    [Params("udp 110", "udp imix", "udp 1400", "voip", "http", "tls", "dns", "icmp", "ppp", "capture 1400")]
    public string Kind { get; set; } = "";

    /// <summary>Over IPv6.</summary>
    [Params(false, true)]
    public bool Ipv6 { get; set; }

    /// <summary>Begins the conversations.</summary>
    [GlobalSetup]
    public void Setup()
    {
        var words = Kind.Split(' ');
        var share = new MixShare(Enum.Parse<ApplicationKind>(words[0], ignoreCase: true), 1)
        {
            Sizes = words is ["udp", not "imix"] ? Fixed(int.Parse(words[1])) : null,
        };
        var capture = words is ["capture", ..] ? Template(int.Parse(words[1]), Ipv6) : null;
        _application = ApplicationFactory.Create(share, seed: 1, capture);
        foreach (ref var conversation in _conversations.AsSpan())
            Begin(ref conversation);
    }

    /// <summary>Each conversation's next packet.</summary>
    [Benchmark(OperationsPerInvoke = Conversations * Turns)]
    public int Write()
    {
        var bytes = 0;
        for (var turn = 0; turn < Turns; turn++)
        {
            foreach (ref var conversation in _conversations.AsSpan())
            {
                var packet = _application.Write(ref conversation, _addresses, _packet);
                bytes += packet.Length;
                if (packet.IsLast)
                    Begin(ref conversation);
            }
        }
        return bytes;
    }

    private void Begin(ref Conversation conversation)
    {
        conversation = new Conversation
        {
            Subscriber = 1,
            SessionId = 1,
            Number = ++_number,
            IsIpv6 = Ipv6,
        };
        _application.Begin(ref conversation);
    }

    private static SizeDistribution Fixed(int length) => new([new SizeRange(length, length, 1)]);

    // Other packets of ours stand for a capture.
    private static CaptureTemplate Template(int length, bool isIpv6)
    {
        var udp = ApplicationFactory.Create(
            new MixShare(ApplicationKind.Udp, 1) { Sizes = Fixed(length) },
            seed: 2,
            capture: null
        );
        var conversation = new Conversation { Number = 1, IsIpv6 = isIpv6 };
        udp.Begin(ref conversation);
        var builder = new CaptureTemplateBuilder();
        var addresses = new SubscriberAddresses(new Ipv4Address(0x0a00_0001), UInt128.One);
        var bytes = new byte[Application.MaxPacketLength];
        WrittenPacket packet;
        do
        {
            packet = udp.Write(ref conversation, addresses, bytes);
            builder.Add(
                bytes.AsSpan(0, packet.Length),
                new FrameInfo(0, packet.Length, packet.Length, 0, LinkType.Raw, FrameDirection.Unknown, 0)
            );
        } while (!packet.IsLast);
        return builder.TryBuild(out var template)
            ? template
            : throw new InvalidOperationException("no packets");
    }
}
