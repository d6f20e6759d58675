using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using Jmirror.Engine.Counting;
using Jmirror.Engine.Datagrams;
using Jmirror.Engine.Dissecting;
using Jmirror.Engine.Matching;
using Jmirror.Protocol.Mirror;

namespace Jmirror.Engine.Mirroring;

/// <summary>
/// Makes one copy: header template and payload meet, once, in the sink's memory. Copies beyond the MTU go the
/// slower way through <see cref="Fragmenter"/>.
/// </summary>
public sealed class Encapsulator
{
    // What a router writes in front of a mirrored PPP frame, whatever the subscriber negotiated: HDLC address
    // "all stations" and control "unnumbered information" (RFC 1662 section 3.1), then the protocol in two bytes.
    private const ushort PppAddressAndControl = 0xff03;
    private const int PppHeaderLength = 4;
    private const ushort PppProtocolIpv4 = 0x0021;
    private const ushort PppProtocolIpv6 = 0x0057;

    private readonly RunCounters _counters;

    // Where a copy is put together that has to be cut.
    private readonly byte[] _whole = new byte[ushort.MaxValue];

    /// <summary>Makes an encapsulator that counts into <paramref name="counters"/>.</summary>
    public Encapsulator(RunCounters counters) => _counters = counters;

    /// <summary>Length of the copy's IP datagram before any fragmentation, bytes.</summary>
    public static int LengthOf(in MirrorHit hit, in Payload payload) =>
        (hit.Mirror.Template is null ? 0 : OuterTemplate.Length)
        + (hit.AsPpp ? PppHeaderLength : 0)
        + payload.Length;

    /// <summary>
    /// Writes the copy that <paramref name="hit"/> asks for into <paramref name="wayOut"/> and counts it as mirrored;
    /// a copy that cannot be made is counted as dropped.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Copy(
        in MirrorHit hit,
        ReadOnlySpan<byte> frame,
        in Payload payload,
        long timestamp,
        WayOut wayOut
    )
    {
        var length = LengthOf(hit, payload);
        Count(hit, length);
        if (length > hit.Mirror.Definition.Mtu)
            CopyOversize(hit, frame, payload, timestamp, wayOut, length);
        else if (
            wayOut.TryReserve(length, timestamp, CopyPart.Whole, hit.Mirror.Template is null, out var bytes)
        )
            Write(
                bytes,
                hit,
                frame,
                payload,
                hit.Mirror.Template is null ? (ushort)0 : wayOut.NextIdentification()
            );
    }

    /// <summary>Counts a copy that <paramref name="hit"/> asks for but that cannot be made: mirrored, and dropped.</summary>
    public void Refuse(in MirrorHit hit, in Payload payload, DropReason reason)
    {
        Count(hit, LengthOf(hit, payload));
        _counters.Drop(reason);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Count(in MirrorHit hit, int length)
    {
        hit.Mirror.CountCopy(length, _counters);
        _counters.Mirrored++;
        _counters.MirroredBytes += length;
    }

    private static void Write(
        Span<byte> bytes,
        in MirrorHit hit,
        ReadOnlySpan<byte> frame,
        in Payload payload,
        ushort identification
    )
    {
        if (hit.Mirror.Template is { } template)
        {
            template.Write(bytes, bytes.Length - OuterTemplate.Length, identification);
            bytes = bytes[OuterTemplate.Length..];
        }
        if (hit.AsPpp)
        {
            BinaryPrimitives.WriteUInt16BigEndian(bytes, PppAddressAndControl);
            BinaryPrimitives.WriteUInt16BigEndian(bytes[2..], PppProtocolOf(payload));
            bytes = bytes[PppHeaderLength..];
        }
        frame.Slice(payload.Offset, payload.Length).CopyTo(bytes);
    }

    private static ushort PppProtocolOf(in Payload payload) =>
        payload.PppProtocol != 0 ? payload.PppProtocol
        : payload.Kind == PayloadKind.Ipv4 ? PppProtocolIpv4
        : PppProtocolIpv6;

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void CopyOversize(
        in MirrorHit hit,
        ReadOnlySpan<byte> frame,
        in Payload payload,
        long timestamp,
        WayOut wayOut,
        int length
    )
    {
        if (length > ushort.MaxValue)
        {
            _counters.Drop(DropReason.TooLong);
            return;
        }
        if (hit.Mirror.Definition.Oversize == OversizeRule.Drop)
        {
            _counters.Drop(DropReason.Oversize);
            return;
        }
        var isBare = hit.Mirror.Template is null;
        var identification = isBare ? (ushort)0 : wayOut.NextIdentification();
        if (hit.Mirror.Definition.Oversize == OversizeRule.Send)
        {
            if (wayOut.TryReserve(length, timestamp, CopyPart.Whole, isBare, out var bytes))
                Write(bytes, hit, frame, payload, identification);
            return;
        }
        var whole = _whole.AsSpan(0, length);
        Write(whole, hit, frame, payload, identification);
        if (!Fragmenter.TrySend(whole, hit.Mirror.Definition.Mtu, timestamp, isBare, wayOut))
            _counters.Drop(DropReason.Oversize);
    }
}
