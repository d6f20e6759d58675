using Jmirror.Engine.Ledgers;
using Jmirror.Engine.Measuring;
using Jmirror.Traffic.Generating;
using Jmirror.Traffic.Plans;

namespace Jmirror.Cli.Generating;

/// <summary>
/// Records in a ledger the copies that a router has to make of generated subscriber traffic, if it gives the mirrors the
/// ids of the plan: what the receiver behind the router is to find.
/// </summary>
/// <remarks>
/// Signalling is left out: whether a router copies a DHCPACK or an LCP Terminate-Request depends on when it knows the
/// session, on the kind of trigger and on the router. A receiver takes such copies for foreign ones.
/// </remarks>
/// <param name="ledger">Where to; the caller's to close.</param>
/// <param name="mirrors">Under which headers.</param>
/// <param name="time">The wall clock.</param>
internal sealed class ExpectedCopies(LedgerWriter ledger, PopulationMirrors mirrors, TimeProvider time)
{
    private const int MaxPacketLength = ushort.MaxValue;
    private const int PppHeaderLength = 4;
    private const int AddressAndControlLength = 2;

    // FF 03 and the protocol numbers of IPv4 and IPv6, in front of what L2TP mirrors copy.
    private static readonly byte[] PppIpv4 = [0xff, 0x03, 0x00, 0x21];
    private static readonly byte[] PppIpv6 = [0xff, 0x03, 0x00, 0x57];

    private readonly byte[] _copy = new byte[PppHeaderLength + MaxPacketLength];

    /// <summary>How many were recorded.</summary>
    public long Count { get; private set; }

    /// <summary>Records what becomes of one packet, when its subscriber is mirrored.</summary>
    public void Add(in GeneratedPacket packet, ReadOnlySpan<byte> memory)
    {
        if (!packet.Owner.IsMirrored || packet.Kind == GeneratedKind.Signalling)
            return;
        var bytes = memory.Slice(packet.Offset + packet.HeaderLength, packet.Length);
        if (packet.Owner.Access == AccessKind.L2tp)
            bytes = AsPpp(bytes, packet.Kind);
        else if (packet.Kind == GeneratedKind.PppControl)
            return;
        Count++;
        var stream = mirrors.StreamOf(packet.Owner);
        ledger.Add([new SentCopy(stream, PacketDigest.Of(bytes), (ushort)bytes.Length)], UnixTime.Now(time));
    }

    private ReadOnlySpan<byte> AsPpp(ReadOnlySpan<byte> packet, GeneratedKind kind)
    {
        var header = kind == GeneratedKind.Ipv6 ? PppIpv6 : PppIpv4;
        // A control packet has its protocol field already.
        var length = kind == GeneratedKind.PppControl ? AddressAndControlLength : PppHeaderLength;
        header.AsSpan(0, length).CopyTo(_copy);
        packet.CopyTo(_copy.AsSpan(length));
        return _copy.AsSpan(0, length + packet.Length);
    }
}
