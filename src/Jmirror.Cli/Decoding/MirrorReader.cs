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
/// <param name="isBare">Every IP packet is itself a copy, as an E Series router sends without a mirror header.</param>
internal sealed class MirrorReader(IReadOnlySet<ushort>? ports, bool isBare = false)
{
    private const int IncompleteTold = 10;

    private readonly OuterReassembler _reassembler = new(new ReassemblyLimits());
    private readonly List<string> _sentences = [];

    /// <summary>Frames looked at.</summary>
    public long Frames { get; private set; }

    /// <summary>Frames that carry no mirror datagram.</summary>
    public long Others { get; private set; }

    /// <summary>Outer fragments that became part of a whole datagram or still may.</summary>
    public long Fragments =>
        _reassembler.CountOf(FragmentOutcome.Held)
        + _reassembler.CountOf(FragmentOutcome.Completed)
        + _reassembler.CountOf(FragmentOutcome.Duplicate);

    /// <summary>Datagrams of which pieces are missing.</summary>
    public long Incomplete { get; private set; }

    /// <summary>Frames that the capture cut, or whose headers or fragments contradict themselves.</summary>
    public long Broken { get; private set; }

    /// <summary>
    /// True when the last frame was a fragment of a UDP datagram, sound or not. Whether of a mirror datagram, only all of
    /// them together tell.
    /// </summary>
    public bool WasFragment { get; private set; }

    /// <summary>
    /// Takes one frame. True when it is, or completes, a mirror datagram; <paramref name="bytes"/> are then its bytes
    /// from the outer IPv4 header on, valid until the next call. To a named port also true for one that is not usable.
    /// </summary>
    /// <remarks>A bare copy is a datagram without outer headers and ids; its payload is all of it.</remarks>
    public bool TryRead(
        ReadOnlySpan<byte> frame,
        in FrameInfo info,
        out MirrorDatagram datagram,
        out ReadOnlySpan<byte> bytes
    )
    {
        datagram = default;
        bytes = default;
        WasFragment = false;
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
        if (isBare)
            return TryReadBare(frame, key.Outer, out datagram, out bytes);
        if (key.Outer.Kind != PayloadKind.Ipv4)
        {
            Others++;
            return false;
        }
        var packet = frame.Slice(key.Outer.Offset, key.Outer.Length);
        return TryReassemble(packet, info.Timestamp, out bytes) && IsMirror(bytes, out datagram);
    }

    /// <summary>Sentences about the first datagrams of which pieces are missing; call it at the end.</summary>
    public IEnumerable<string> Finish()
    {
        _reassembler.Finish();
        TakeIncomplete();
        return Incomplete > IncompleteTold
            ? [.. _sentences, $"{Incomplete - IncompleteTold} more datagrams are incomplete"]
            : _sentences;
    }

    private bool TryReadBare(
        ReadOnlySpan<byte> frame,
        scoped in Payload packet,
        out MirrorDatagram datagram,
        out ReadOnlySpan<byte> bytes
    )
    {
        if (packet.Kind is not (PayloadKind.Ipv4 or PayloadKind.Ipv6))
        {
            datagram = default;
            bytes = default;
            Others++;
            return false;
        }
        bytes = frame.Slice(packet.Offset, packet.Length);
        var read = MirroredPacket.Read(bytes, bytes.Length);
        datagram = new MirrorDatagram(default, 0, default, 0, bytes.Length, read, read.Faults);
        return true;
    }

    private bool TryReassemble(ReadOnlySpan<byte> packet, long timestamp, out ReadOnlySpan<byte> bytes)
    {
        var outcome = _reassembler.Add(packet, timestamp, out bytes);
        WasFragment = outcome is not (FragmentOutcome.Whole or FragmentOutcome.NotUdp);
        TakeIncomplete();
        switch (outcome)
        {
            case FragmentOutcome.Whole:
                bytes = packet;
                return true;
            case FragmentOutcome.Completed:
                return true;
            case FragmentOutcome.Held or FragmentOutcome.Duplicate:
                return false;
            case FragmentOutcome.NotUdp:
                Others++;
                return false;
            default:
                Broken++;
                return false;
        }
    }

    private void TakeIncomplete()
    {
        while (_reassembler.TryTakeIncomplete(out var incomplete))
        {
            if (++Incomplete <= IncompleteTold)
                _sentences.Add(
                    $"datagram {incomplete.Identification} from {incomplete.Source} is incomplete: {incomplete.Pieces} pieces, "
                        + $"{incomplete.BytesHeld} of {incomplete.BytesExpected?.ToString() ?? "unknown"} bytes"
                );
        }
    }

    private bool IsMirror(ReadOnlySpan<byte> bytes, out MirrorDatagram datagram)
    {
        var isUsable = MirrorDatagram.TryDecode(bytes, out datagram);
        if (
            ports is null
                ? isUsable && IsRecognised(datagram, bytes)
                : ports.Contains(datagram.Outer.DestinationPort)
        )
            return true;
        Others++;
        return false;
    }

    private static bool IsRecognised(in MirrorDatagram datagram, ReadOnlySpan<byte> bytes)
    {
        var udpPayload = bytes[(datagram.PayloadOffset - MirrorHeader.Length)..];
        return MirrorHeuristic.Recognises(
            datagram.Outer.SourcePort,
            datagram.Outer.DestinationPort,
            udpPayload,
            udpPayload.Length
        );
    }
}
