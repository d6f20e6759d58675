using Jmirror.Engine.Dissecting;
using Jmirror.Engine.Frames;
using Jmirror.Protocol.Mirror;
using Jmirror.Verification.Reassembling;

namespace Jmirror.Cli.Decoding;

/// <summary>
/// Finds the mirror datagrams among captured frames: outer fragments put together, ports compared or the content
/// recognised.
/// </summary>
/// <param name="ports">Destination ports that carry mirrored packets; null to recognise them on any port.</param>
internal sealed class MirrorReader(IReadOnlySet<ushort>? ports)
{
    private readonly OuterReassembler _reassembler = new(new ReassemblyLimits());

    /// <summary>Frames looked at.</summary>
    public long Frames { get; private set; }

    /// <summary>Frames that carry no mirror datagram.</summary>
    public long Others { get; private set; }

    /// <summary>Outer fragments that became part of a whole datagram or still may.</summary>
    public long Fragments =>
        _reassembler.CountOf(FragmentOutcome.Held)
        + _reassembler.CountOf(FragmentOutcome.Completed)
        + _reassembler.CountOf(FragmentOutcome.Duplicate);

    /// <summary>Frames that the capture cut or whose headers contradict themselves.</summary>
    public long Broken { get; private set; }

    /// <summary>
    /// Takes one frame. True when it is, or completes, a mirror datagram; <paramref name="bytes"/> are then its bytes
    /// from the outer IPv4 header on, valid until the next call.
    /// </summary>
    public bool TryRead(
        ReadOnlySpan<byte> frame,
        in FrameInfo info,
        out MirrorDatagram datagram,
        out ReadOnlySpan<byte> bytes
    )
    {
        datagram = default;
        bytes = default;
        Frames++;
        var outcome = Dissector.Dissect(frame, info, out var key);
        if (outcome != DissectOutcome.Found)
        {
            if (outcome == DissectOutcome.NonIp)
                Others++;
            else
                Broken++;
            return false;
        }
        if (key.Outer.Kind != PayloadKind.Ipv4)
        {
            Others++;
            return false;
        }
        var packet = frame.Slice(key.Outer.Offset, key.Outer.Length);
        switch (_reassembler.Add(packet, info.Timestamp, out bytes))
        {
            case FragmentOutcome.Whole:
                bytes = packet;
                break;
            case FragmentOutcome.Completed:
                break;
            case FragmentOutcome.NotUdp:
                Others++;
                return false;
            default:
                return false;
        }
        if (MirrorDatagram.TryDecode(bytes, out datagram) && IsMirror(datagram, bytes))
            return true;
        Others++;
        return false;
    }

    /// <summary>Sentences about datagrams of which pieces are missing; call it at the end.</summary>
    public IEnumerable<string> Finish()
    {
        _reassembler.Finish();
        while (_reassembler.TryTakeIncomplete(out var incomplete))
        {
            yield return $"datagram {incomplete.Identification} from {incomplete.Source} is incomplete: "
                + $"{incomplete.Pieces} pieces, {incomplete.BytesHeld} of {incomplete.BytesExpected?.ToString() ?? "unknown"} bytes";
        }
    }

    private bool IsMirror(in MirrorDatagram datagram, ReadOnlySpan<byte> bytes)
    {
        var outer = datagram.Outer;
        if (ports is not null)
            return ports.Contains(outer.DestinationPort);
        var udpPayload = bytes[(datagram.PayloadOffset - MirrorHeader.Length)..];
        return MirrorHeuristic.Recognises(
            outer.SourcePort,
            outer.DestinationPort,
            udpPayload,
            udpPayload.Length
        );
    }
}
