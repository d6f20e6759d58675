using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using Jmirror.Protocol.Ip;
using Jmirror.Traffic.Population;

namespace Jmirror.Traffic.Applications.Captures;

/// <summary>
/// Replays a template from its first packet to its last with the subscriber's addresses. Checksums follow the change of
/// address (RFC 1624, equation 3): those that were right are right again, those that were wrong are as wrong as before.
/// </summary>
/// <param name="template">The packets; both families whatever the conversation's own is.</param>
internal sealed class CaptureApplication(CaptureTemplate template) : Application
{
    private const int Ipv4ChecksumOffset = 10;

    /// <inheritdoc/>
    public override void Begin(ref Conversation conversation) { }

    /// <inheritdoc/>
    public override WrittenPacket Write(
        ref Conversation conversation,
        in SubscriberAddresses addresses,
        Span<byte> bytes
    )
    {
        ref readonly var packet = ref template.Packet(conversation.Step);
        bytes = bytes[..packet.Length];
        template.BytesOf(packet).CopyTo(bytes);
        var change = (uint)(ushort)~packet.ReplacedSum + WriteAddress(packet, addresses, bytes);
        if (!packet.IsIpv6)
            Correct(bytes[Ipv4ChecksumOffset..], change, isUdp: false);
        if (packet.ChecksumOffset != 0)
            Correct(bytes[packet.ChecksumOffset..], change, packet.IsUdp);
        conversation.Step++;
        return new WrittenPacket(
            packet.Length,
            packet.IsDownstream,
            IsPpp: false,
            IsLast: conversation.Step == template.Count
        );
    }

    private static ulong WriteAddress(
        in TemplatePacket packet,
        in SubscriberAddresses addresses,
        Span<byte> bytes
    )
    {
        var place = bytes[packet.AddressOffset..];
        if (!packet.IsIpv6)
        {
            addresses.Ipv4.Write(place);
            return addresses.Ipv4.Value;
        }
        var network = (ulong)(addresses.Ipv6 >> 64);
        BinaryPrimitives.WriteUInt64BigEndian(place, network);
        return (network >> 32) + (uint)network;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Correct(Span<byte> field, ulong change, bool isUdp)
    {
        var old = (ushort)~BinaryPrimitives.ReadUInt16BigEndian(field);
        var checksum = InternetChecksum.Fold(old + change);
        if (checksum == 0 && isUdp)
            checksum = ushort.MaxValue;
        BinaryPrimitives.WriteUInt16BigEndian(field, checksum);
    }
}
