using System.Diagnostics.CodeAnalysis;
using Jmirror.Engine.Dissecting;
using Jmirror.Engine.Frames;
using Jmirror.Protocol.Ip;

namespace Jmirror.Traffic.Applications.Captures;

/// <summary>
/// Picks one subscriber's packets out of a capture: those from or to its IPv4 address or its IPv6 /64. What was inside
/// an L2TP data message counts, not the tunnel.
/// </summary>
/// <param name="ipv4">The subscriber's address in the capture.</param>
/// <param name="ipv6">Any address of its /64 in the capture, first byte highest.</param>
/// <param name="maxLength">Longer IP packets are left out, bytes: the MTU of the links that they will pass.</param>
/// <param name="maxBytes">IP packets are held in memory up to this many bytes together.</param>
/// <remarks>When neither address is given, each family's is the one that most of its packets have.</remarks>
public sealed class CaptureTemplateBuilder(
    Ipv4Address? ipv4 = null,
    UInt128? ipv6 = null,
    int maxLength = ApplicationFactory.DefaultMtu,
    int maxBytes = CaptureTemplateBuilder.DefaultMaxBytes
)
{
    /// <summary>Bytes of IP packets by default: 1 GiB.</summary>
    public const int DefaultMaxBytes = 1 << 30;

    private readonly List<byte> _bytes = [];
    private readonly List<Candidate> _candidates = [];
    private readonly long[] _skipped = new long[Enum.GetValues<CaptureSkip>().Length];

    /// <summary>Frames left out for one reason; complete once the template is built.</summary>
    public long Skipped(CaptureSkip reason) => _skipped[(int)reason];

    /// <summary>Takes the next frame of the capture.</summary>
    public void Add(ReadOnlySpan<byte> frame, in FrameInfo info)
    {
        var outcome = Dissector.Dissect(frame, info, out var key);
        if (outcome != DissectOutcome.Found)
        {
            Skip(ReasonOf(outcome));
            return;
        }
        var payload = key.HasL2tp ? key.Inner : key.Outer;
        if (!payload.IsIp)
        {
            Skip(CaptureSkip.NonIp);
            return;
        }
        if (payload.Length > maxLength)
        {
            Skip(CaptureSkip.TooLong);
            return;
        }
        if (payload.Length > maxBytes - _bytes.Count)
        {
            Skip(CaptureSkip.NoRoom);
            return;
        }
        _candidates.Add(Candidate.Of(payload, _bytes.Count));
        _bytes.AddRange(frame.Slice(payload.Offset, payload.Length));
    }

    /// <summary>Builds the template; false when no packet is left.</summary>
    public bool TryBuild([NotNullWhen(true)] out CaptureTemplate? template)
    {
        var isGiven = ipv4 is not null || ipv6 is not null;
        var address4 = isGiven ? GivenIpv4 : MostFrequent(PayloadKind.Ipv4);
        var address6 = isGiven ? GivenIpv6 : MostFrequent(PayloadKind.Ipv6);
        var bytes = _bytes.ToArray();
        var packets = new List<TemplatePacket>(_candidates.Count);
        foreach (var candidate in _candidates)
        {
            var wanted = candidate.IsIpv6 ? address6 : address4;
            if (wanted != candidate.Source && wanted != candidate.Destination)
                continue;
            var isDownstream = wanted != candidate.Source;
            packets.Add(
                TemplatePacketReader.Read(
                    bytes,
                    candidate.Offset,
                    candidate.Length,
                    candidate.IsIpv6,
                    isDownstream
                )
            );
        }
        _skipped[(int)CaptureSkip.OtherAddress] = _candidates.Count - packets.Count;
        template = packets.Count > 0 ? new CaptureTemplate(bytes, [.. packets]) : null;
        return template is not null;
    }

    private UInt128? GivenIpv4 => ipv4 is { } address ? IpPrefix.FromIpv4(address.Value) : null;

    private UInt128? GivenIpv6 => ipv6 is { } address ? Candidate.NetworkOf(address) : null;

    private UInt128? MostFrequent(PayloadKind kind)
    {
        // A subscriber speaks with many hosts. With only one the first packet decides, which mostly is a request.
        var counts = new OrderedDictionary<UInt128, int>();
        foreach (var candidate in _candidates)
        {
            if (candidate.Kind != kind)
                continue;
            counts[candidate.Source] = counts.GetValueOrDefault(candidate.Source) + 1;
            counts[candidate.Destination] = counts.GetValueOrDefault(candidate.Destination) + 1;
        }
        return counts.Count > 0 ? counts.MaxBy(pair => pair.Value).Key : null;
    }

    private void Skip(CaptureSkip reason) => _skipped[(int)reason]++;

    private static CaptureSkip ReasonOf(DissectOutcome outcome) =>
        outcome switch
        {
            DissectOutcome.Malformed => CaptureSkip.Malformed,
            DissectOutcome.Truncated => CaptureSkip.Truncated,
            DissectOutcome.UnsupportedLinkType => CaptureSkip.UnsupportedLinkType,
            _ => CaptureSkip.NonIp,
        };

    // An IP packet of the capture; IPv6 addresses without their interface identifiers.
    private readonly record struct Candidate(
        int Offset,
        int Length,
        PayloadKind Kind,
        UInt128 Source,
        UInt128 Destination
    )
    {
        private const int InterfaceIdentifierBits = 64;

        public bool IsIpv6 => Kind == PayloadKind.Ipv6;

        public static Candidate Of(in Payload packet, int offset) =>
            packet.Kind == PayloadKind.Ipv6
                ? new(
                    offset,
                    packet.Length,
                    packet.Kind,
                    NetworkOf(packet.Source),
                    NetworkOf(packet.Destination)
                )
                : new(offset, packet.Length, packet.Kind, packet.Source, packet.Destination);

        public static UInt128 NetworkOf(UInt128 ipv6) =>
            ipv6 >> InterfaceIdentifierBits << InterfaceIdentifierBits;
    }
}
