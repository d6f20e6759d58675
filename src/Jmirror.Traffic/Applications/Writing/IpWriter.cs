using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using Jmirror.Protocol.Ip;
using Jmirror.Traffic.Population;

namespace Jmirror.Traffic.Applications.Writing;

/// <summary>Writes the IP headers of a conversation's packets, formats as in <see cref="Ipv4View"/> and <see cref="Ipv6View"/>.</summary>
/// <param name="traits">The conversation's.</param>
/// <param name="conversation">Where it stands.</param>
/// <param name="subscriber">The subscriber's addresses.</param>
internal readonly ref struct IpWriter(
    ConversationTraits traits,
    in Conversation conversation,
    in SubscriberAddresses subscriber
)
{
    private const uint VersionAndHeaderLength = 0x4500_0000;
    private const int TrafficClassShift = 16;
    private const uint DontFragment = 0x4000;
    private const uint Ipv6Version = 0x6000_0000;
    private const int Ipv6TrafficClassShift = 20;

    private readonly ref readonly Conversation _conversation = ref conversation;
    private readonly ref readonly SubscriberAddresses _subscriber = ref subscriber;

    /// <summary>Bytes in front of the transport header.</summary>
    public int HeaderLength => _conversation.IsIpv6 ? Ipv6View.Length : Ipv4View.MinLength;

    /// <summary>Writes the header at the start of <paramref name="packet"/>.</summary>
    /// <param name="packet">Where to.</param>
    /// <param name="service">What it says of its payload.</param>
    /// <param name="isDownstream">From the host to the subscriber.</param>
    /// <param name="length">Of the whole packet, bytes.</param>
    /// <returns>The pseudo-header's sum, see <see cref="TransportChecksum.PseudoHeaderSum"/>.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ulong Write(Span<byte> packet, IpService service, bool isDownstream, int length) =>
        _conversation.IsIpv6
            ? WriteIpv6(packet, service, isDownstream, length)
            : WriteIpv4(packet, service, isDownstream, length);

    private ulong WriteIpv4(Span<byte> packet, IpService service, bool isDownstream, int length)
    {
        var header = packet[..Ipv4View.MinLength];
        var (source, destination) = (_subscriber.Ipv4.Value, traits.HostIpv4);
        if (isDownstream)
            (source, destination) = (destination, source);
        // Unlike packets between the same two hosts, those of a conversation never have the same (RFC 6864).
        var identification = (ushort)(traits.Identification + _conversation.Step);
        var first = VersionAndHeaderLength | ((uint)service.TrafficClass << TrafficClassShift) | (uint)length;
        var second = ((uint)identification << 16) | (service.IsAtomic ? DontFragment : 0);
        var third = ((uint)traits.HopLimit(isDownstream) << 24) | ((uint)service.Protocol << 16);
        var addresses = (ulong)source + destination;
        third |= InternetChecksum.Fold((ulong)first + second + third + addresses);
        BinaryPrimitives.WriteUInt64BigEndian(header, ((ulong)first << 32) | second);
        BinaryPrimitives.WriteUInt64BigEndian(header[8..], ((ulong)third << 32) | source);
        BinaryPrimitives.WriteUInt32BigEndian(header[16..], destination);
        return addresses + (ulong)service.Protocol + (ulong)(length - Ipv4View.MinLength);
    }

    private ulong WriteIpv6(Span<byte> packet, IpService service, bool isDownstream, int length)
    {
        var header = packet[..Ipv6View.Length];
        var (subscriberHigh, subscriberLow) = (
            (ulong)(_subscriber.Ipv6 >> 64),
            (ulong)(_subscriber.Ipv6 & ulong.MaxValue)
        );
        var (hostHigh, hostLow) = (ConversationTraits.HostIpv6High, (ulong)traits.Host);
        var payloadLength = (uint)(length - Ipv6View.Length);
        var first = Ipv6Version | ((uint)service.TrafficClass << Ipv6TrafficClassShift) | traits.FlowLabel;
        var second = (payloadLength << 16) | ((uint)service.Protocol << 8) | traits.HopLimit(isDownstream);
        BinaryPrimitives.WriteUInt64BigEndian(header, ((ulong)first << 32) | second);
        var source = isDownstream ? (hostHigh, hostLow) : (subscriberHigh, subscriberLow);
        var destination = isDownstream ? (subscriberHigh, subscriberLow) : (hostHigh, hostLow);
        BinaryPrimitives.WriteUInt64BigEndian(header[8..], source.Item1);
        BinaryPrimitives.WriteUInt64BigEndian(header[16..], source.Item2);
        BinaryPrimitives.WriteUInt64BigEndian(header[24..], destination.Item1);
        BinaryPrimitives.WriteUInt64BigEndian(header[32..], destination.Item2);
        return SumOf(subscriberHigh)
            + SumOf(subscriberLow)
            + SumOf(hostHigh)
            + SumOf(hostLow)
            + (ulong)service.Protocol
            + payloadLength;
    }

    private static ulong SumOf(ulong half) => (half >> 32) + (uint)half;
}
