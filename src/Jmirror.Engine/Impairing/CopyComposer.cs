using Jmirror.Engine.Counting;
using Jmirror.Engine.Ledgers;
using Jmirror.Engine.Randomness;
using Jmirror.Protocol.Mirror;

namespace Jmirror.Engine.Impairing;

/// <summary>Makes of an intact copy what its fault makes of it, and opens its lines in the ledger.</summary>
/// <param name="composition">Where it is put together.</param>
/// <param name="counters">Where faults are counted that nothing is sent of.</param>
/// <param name="lines">The ledger's open lines; null without a ledger.</param>
/// <param name="longestPiece">Largest outer fragment of faults that make copies longer than links carry, bytes.</param>
internal sealed class CopyComposer(
    Composition composition,
    RunCounters counters,
    OpenLines? lines,
    int longestPiece
)
{
    private readonly byte[] _altered = new byte[ushort.MaxValue];

    /// <summary>Composes a copy, and returns the fault that it has: none where the wanted one does not fit it.</summary>
    /// <param name="copy">The intact copy, whole.</param>
    /// <param name="stream">Its stream.</param>
    /// <param name="mtu">Longest datagram that it may become, bytes.</param>
    /// <param name="time">For its line, nanoseconds since 1970-01-01 UTC.</param>
    /// <param name="impairment">The fault that hit it; null for none.</param>
    /// <param name="random">Decides the fault's particulars.</param>
    public FaultKind Compose(
        ReadOnlySpan<byte> copy,
        in StreamIdentity stream,
        int mtu,
        long time,
        Impairment? impairment,
        ref SeededRandom random
    )
    {
        composition.Clear();
        var fault = impairment?.Fault ?? FaultKind.None;
        if (impairment is null || !TryFault(copy, stream, mtu, time, impairment, ref random))
        {
            fault = FaultKind.None;
            Intact(copy, stream, mtu, time, fault);
        }
        composition.LastDecides(Decides.Copy);
        return fault;
    }

    /// <summary>Opens the line of a copy; <see cref="OpenLines.None"/> without a ledger.</summary>
    public long Open(ReadOnlySpan<byte> copy, in StreamIdentity stream, long time, FaultKind fault)
    {
        if (lines is null)
            return OpenLines.None;
        var packet = stream == StreamIdentity.Bare ? copy : copy[OuterTemplate.Length..];
        return lines.Open(new SentCopy(stream, PacketDigest.Of(packet), (ushort)packet.Length, fault), time);
    }

    /// <summary>Notes a copy that is not sent.</summary>
    public void Lose(ReadOnlySpan<byte> copy, in StreamIdentity stream, long time, FaultKind fault) =>
        CountLost(Open(copy, stream, time, fault), fault);

    private void CountLost(long line, FaultKind fault)
    {
        counters.Faults.Count(fault);
        if (line != OpenLines.None)
            lines!.Close(line, stays: true);
    }

    private bool TryFault(
        ReadOnlySpan<byte> copy,
        in StreamIdentity stream,
        int mtu,
        long time,
        Impairment impairment,
        ref SeededRandom random
    )
    {
        switch (impairment.Fault)
        {
            case FaultKind.Reorder or FaultKind.Delay:
                Intact(copy, stream, mtu, time, impairment.Fault);
                return true;
            case FaultKind.Duplicate:
                Double(copy, stream, mtu, time);
                return true;
            case FaultKind.InnerFragment or FaultKind.InnerOverlap or FaultKind.InnerMissing:
                return TryCutInner(copy, stream, mtu, time, impairment, ref random);
            case FaultKind.OuterFragment or FaultKind.OuterOverlap or FaultKind.OuterMissing:
                return TryCutOuter(copy, stream, mtu, time, impairment, ref random);
            default:
                return TryAlter(copy, stream, mtu, time, impairment, ref random);
        }
    }

    private void Intact(
        ReadOnlySpan<byte> copy,
        in StreamIdentity stream,
        int mtu,
        long time,
        FaultKind fault
    )
    {
        composition.Add(copy, mtu, Open(copy, stream, time, fault), fault);
        composition.LastDecides(Decides.Line);
    }

    private void Double(ReadOnlySpan<byte> copy, in StreamIdentity stream, int mtu, long time)
    {
        var line = Open(copy, stream, time, FaultKind.Duplicate);
        composition.Add(copy, mtu, line, FaultKind.Duplicate);
        composition.LastDecides(Decides.First);
        composition.Add(copy, mtu, line, FaultKind.Duplicate);
        composition.LastDecides(Decides.Line);
    }

    private bool TryAlter(
        ReadOnlySpan<byte> copy,
        in StreamIdentity stream,
        int mtu,
        long time,
        Impairment impairment,
        ref SeededRandom random
    )
    {
        // Fragments would bring a header checksum of their own.
        if (impairment.Fault == FaultKind.IpChecksum && copy.Length > mtu)
            return false;
        copy.CopyTo(_altered);
        var length = CopyFaults.Alter(impairment, ref random, _altered, copy.Length);
        if (length == CopyFaults.DoesNotFit)
            return false;
        if (impairment.Fault == FaultKind.Oversize)
            mtu = Math.Min(mtu, impairment.FragmentLength ?? longestPiece);
        var line = Open(copy, stream, time, impairment.Fault);
        composition.Add(_altered.AsSpan(0, length), mtu, line, impairment.Fault);
        composition.LastDecides(Decides.Line);
        return true;
    }

    private bool TryCutOuter(
        ReadOnlySpan<byte> copy,
        in StreamIdentity stream,
        int mtu,
        long time,
        Impairment impairment,
        ref SeededRandom random
    )
    {
        var overlap = impairment.Fault == FaultKind.OuterOverlap ? FragmentSizes.LeastOverlap : 0;
        var largest = impairment.FragmentLength is { } length ? Math.Min(length, mtu) : default(int?);
        if (!FragmentSizes.TryCut(copy.Length, largest, overlap, out var sizes))
            return false;
        // The first half, which is the longer one, with what it shares.
        if (sizes.LengthOf(0) + overlap > mtu && !FragmentSizes.TryCut(copy.Length, mtu, overlap, out sizes))
            return false;
        var missing = impairment.Fault == FaultKind.OuterMissing ? random.Next(sizes.Count) : -1;
        var line = Open(copy, stream, time, impairment.Fault);
        composition.AddFragments(copy, sizes, missing, line, impairment.Fault);
        composition.LastDecides(Decides.Line);
        return true;
    }

    private bool TryCutInner(
        ReadOnlySpan<byte> copy,
        in StreamIdentity stream,
        int mtu,
        long time,
        Impairment impairment,
        ref SeededRandom random
    )
    {
        var overlap = impairment.Fault == FaultKind.InnerOverlap ? FragmentSizes.LeastOverlap : 0;
        if (!InnerPacketCut.TryFind(copy, impairment.FragmentLength, overlap, out var cut))
            return false;
        var missing = impairment.Fault == FaultKind.InnerMissing ? random.Next(cut.Sizes.Count) : -1;
        for (var number = 0; number < cut.Sizes.Count; number++)
        {
            var piece = _altered.AsSpan(0, cut.LengthOf(number));
            cut.Write(copy, number, piece);
            var fault =
                number == missing ? FaultKind.InnerMissing
                : number > 0 && overlap > 0 ? FaultKind.InnerOverlap
                : FaultKind.InnerFragment;
            var line = Open(piece, stream, time, fault);
            if (number == missing)
            {
                CountLost(line, fault);
                continue;
            }
            composition.Add(piece, mtu, line, fault);
            composition.LastDecides(Decides.Line);
        }
        return true;
    }
}
