using System.Globalization;
using Jmirror.Protocol.Mirror;

namespace Jmirror.Engine.Impairing;

/// <summary>What impairments may ask for, wherever they are written.</summary>
public static class ImpairmentRules
{
    /// <summary>Largest <see cref="Impairment.Window"/>, copies.</summary>
    public const int MaxWindow = 1024;

    /// <summary>Longest <see cref="Impairment.Delay"/>, <see cref="Impairment.Jitter"/> and <see cref="Impairment.Patience"/>: one minute, nanoseconds.</summary>
    public const long MaxTime = 60_000_000_000;

    /// <summary>Most <see cref="Impairment.Bits"/>.</summary>
    public const int MaxBits = 64;

    /// <summary>Smallest <see cref="Impairment.FragmentLength"/>, bytes: what every link must carry (RFC 791 section 3.2).</summary>
    public const int MinFragmentLength = 68;

    private static readonly string[] None = [];

    /// <summary>The properties that a fault has besides its share, by their words in options and configuration.</summary>
    public static IReadOnlyList<string> KeysOf(FaultKind fault) =>
        fault switch
        {
            FaultKind.Reorder => ["window", "patience"],
            FaultKind.Delay => ["time", "jitter"],
            FaultKind.Truncate => ["keep"],
            FaultKind.Corrupt => ["bits"],
            _ when Fragments(fault) => ["length"],
            _ => None,
        };

    /// <summary>True for faults that need an engine which sends our own outer headers; the others change what is behind them, or when it leaves.</summary>
    public static bool NeedsOwnHeaders(FaultKind fault) =>
        fault
            is FaultKind.OuterFragment
                or FaultKind.OuterOverlap
                or FaultKind.OuterMissing
                or FaultKind.UdpLength
                or FaultKind.IpChecksum
                or FaultKind.UdpChecksum
                or FaultKind.Oversize;

    /// <summary>Null when one impairment is in order; otherwise one sentence that names what is not.</summary>
    public static string? Check(Impairment impairment) =>
        impairment.Fault == FaultKind.None ? "none is no fault"
        : impairment.Share is <= 0 or > 1
            ? $"a share is above 0 and up to 1 (100%), not {impairment.Share.ToString(CultureInfo.InvariantCulture)}"
        : OutOf("window", impairment.Window, 1, MaxWindow, "copies")
            ?? OutOf("patience", impairment.Patience, 1, MaxTime, "nanoseconds")
            ?? OutOf("time", impairment.Delay, 1, MaxTime, "nanoseconds")
            ?? OutOf("jitter", impairment.Jitter, 0, MaxTime, "nanoseconds")
            ?? OutOf("keep", impairment.Keep ?? 0, 0, OuterTemplate.MaxPayloadLength, "bytes")
            ?? OutOf("bits", impairment.Bits, 1, MaxBits, "bits")
            ?? OutOf(
                "length",
                impairment.FragmentLength ?? MinFragmentLength,
                MinFragmentLength,
                ushort.MaxValue,
                "bytes"
            )
            ?? CheckMirrors(impairment.Mirrors);

    /// <summary>
    /// Null when impairments can be put in together: each copy gets one fault at most, so their shares of one mirror
    /// must not exceed all of it. Each has passed <see cref="Check(Impairment)"/>.
    /// </summary>
    public static string? CheckTogether(IReadOnlyList<Impairment> impairments)
    {
        foreach (var first in MirrorIdSections.StartsOf(impairments))
        {
            var sum = impairments.Where(one => MirrorIdSections.Concerns(one, first)).Sum(one => one.Share);
            if (sum > 1)
                return string.Create(
                    CultureInfo.InvariantCulture,
                    $"a copy gets one fault at most, but the shares for mirror id {first} add up to {sum * 100:0.######}%"
                );
        }
        return null;
    }

    private static bool Fragments(FaultKind fault) =>
        fault
            is FaultKind.InnerFragment
                or FaultKind.InnerOverlap
                or FaultKind.InnerMissing
                or FaultKind.OuterFragment
                or FaultKind.OuterOverlap
                or FaultKind.OuterMissing
                or FaultKind.Oversize;

    private static string? CheckMirrors(IReadOnlyList<MirrorIdRange> mirrors)
    {
        foreach (var (first, last) in mirrors)
        {
            if (last > MirrorHeader.MaxMirrorId)
                return $"{last} is no mirror id: they end at {MirrorHeader.MaxMirrorId}";
            if (first > last)
                return $"{first}-{last} is no range: it ends before it begins";
        }
        return null;
    }

    private static string? OutOf(string key, long value, long least, long most, string unit) =>
        value < least || value > most ? $"{key} is from {least} to {most} {unit}, not {value}" : null;
}
