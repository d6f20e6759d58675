using System.Buffers.Binary;
using Jmirror.Protocol.Ip;
using Jmirror.Traffic.Applications.Writing;
using Jmirror.Traffic.Plans;
using Jmirror.Traffic.Population;

namespace Jmirror.Traffic.Applications;

/// <summary>Datagrams to and fro in turn, each with a signature that tells which it is.</summary>
/// <remarks>
/// <code>
///  0 | 6a 6d 69 72 ("jmir") | step |
///  8 | conversation's number, lower half | upper half |
/// 16 | pattern |
/// </code>
/// Big-endian, 32 bits each; cut where the datagram ends. The lower half comes first so that the 12 bytes which the
/// smallest packets of the IMIX have room for tell conversations apart.
/// </remarks>
internal sealed class UdpApplication(
    TraitSource traits,
    PayloadPattern pattern,
    SizeDistribution? sizes,
    int mtu
) : Application
{
    private const int SignatureLength = 16;
    private const ulong Magic = 0x6a6d_6972;
    private const ushort HostPort = 5001;
    private const int MinPackets = 16;
    private const int PacketsSpread = 128;
    private const int PacketsDraw = -1;

    private readonly PacketSizes _sizes = new(sizes ?? SizeDistribution.Imix);

    /// <inheritdoc/>
    public override void Begin(ref Conversation conversation) =>
        conversation.Left =
            MinPackets + (int)(traits.Of(conversation.Number).Draw(PacketsDraw) % PacketsSpread);

    /// <inheritdoc/>
    public override WrittenPacket Write(
        ref Conversation conversation,
        in SubscriberAddresses addresses,
        Span<byte> bytes
    )
    {
        var own = traits.Of(conversation.Number);
        var ip = new IpWriter(own, conversation, addresses);
        var isDownstream = (conversation.Step & 1) != 0;
        var headers = ip.HeaderLength + UdpView.HeaderLength;
        var length = Math.Clamp(_sizes.Draw(own.Draw(conversation.Step)), headers, mtu);
        var pseudoHeaderSum = ip.Write(bytes, IpService.Udp, isDownstream, length);
        var payloadSum = WritePayload(conversation, bytes[headers..length]);
        UdpHeader
            .Between(own.SubscriberPort, HostPort, isDownstream)
            .Write(bytes[ip.HeaderLength..length], pseudoHeaderSum, payloadSum);
        conversation.Step++;
        conversation.Left--;
        return new WrittenPacket(length, isDownstream, IsPpp: false, IsLast: conversation.Left == 0);
    }

    private ulong WritePayload(in Conversation conversation, Span<byte> payload)
    {
        var first = (Magic << 32) | (uint)conversation.Step;
        var second = (conversation.Number << 32) | (conversation.Number >> 32);
        if (payload.Length < SignatureLength)
            return WriteShort(first, second, payload);
        BinaryPrimitives.WriteUInt64BigEndian(payload, first);
        BinaryPrimitives.WriteUInt64BigEndian(payload[8..], second);
        return (first >> 32)
            + (uint)first
            + (second >> 32)
            + (uint)second
            + pattern.Fill(payload[SignatureLength..]);
    }

    private static ulong WriteShort(ulong first, ulong second, Span<byte> payload)
    {
        Span<byte> signature = stackalloc byte[SignatureLength];
        BinaryPrimitives.WriteUInt64BigEndian(signature, first);
        BinaryPrimitives.WriteUInt64BigEndian(signature[8..], second);
        signature[..payload.Length].CopyTo(payload);
        return InternetChecksum.Sum(payload);
    }
}
