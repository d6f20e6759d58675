using Jmirror.Cli.Decoding;
using Jmirror.Engine.Impairing;
using Jmirror.Engine.Measuring;
using Jmirror.Network.Linux.Receiving;
using Jmirror.Verification.Comparing;
using Jmirror.Verification.Streams;
using Jmirror.Verification.Verdicts;

namespace Jmirror.Cli.Receiving;

/// <summary>What a receiving command reports when it ends.</summary>
internal sealed record ReceiveSummary
{
    /// <summary>The command's name.</summary>
    public required string Command { get; init; }

    /// <summary>Where frames came from, in words.</summary>
    public required string Input { get; init; }

    /// <summary>What the frames were found to be.</summary>
    public required MirrorReader Reader { get; init; }

    public required StreamTable Table { get; init; }

    public required IReadOnlyList<StreamRow> Streams { get; init; }

    /// <summary>Time from one packet to the next, nanoseconds.</summary>
    public required Histogram Gaps { get; init; }

    /// <summary>A hint at loss; null where a ledger knows better, or the headers do not tell.</summary>
    public IdentificationGaps? Identifications { get; init; }

    /// <summary>The comparison with the ledger; null without one.</summary>
    public LedgerComparison? Comparison { get; init; }

    /// <summary>What the kernel saw and dropped; null when reading captures.</summary>
    public KernelCounters? Kernel { get; init; }

    public required Verdict Verdict { get; init; }

    /// <summary>From the first packet to the last, by their timestamps, nanoseconds.</summary>
    public long Span { get; init; }

    /// <summary>How long the run took.</summary>
    public TimeSpan Duration { get; init; }

    /// <summary>Packets of no known kind, which a capture of inner packets has no link type for.</summary>
    public long Unwritten { get; init; }

    /// <summary>Sentences about what is wrong with the run itself.</summary>
    public required IReadOnlyList<string> Problems { get; init; }

    /// <summary>Packets per second between the first and the last; null where there is no telling.</summary>
    public double? Pps => Span > 0 ? (Table.Packets - 1) * 1e9 / Span : null;

    public static ReceiveSummary Of(
        ReceiveSettings settings,
        ReceiveSource source,
        MirrorReader reader,
        Receiver receiver,
        ExpectedLedger? ledger,
        Verdict verdict,
        TimeSpan elapsed
    )
    {
        // First, as it also gives up the datagrams that are not whole.
        List<string> incomplete = [.. reader.Finish()];
        var kernel = source.Counters;
        return new ReceiveSummary
        {
            Command = settings.Command,
            Input = source.Name,
            Reader = reader,
            Table = receiver.Streams,
            Streams = StreamRow.ListOf(receiver, ledger?.Comparison),
            Gaps = receiver.Gaps,
            Identifications =
                ledger is null && settings is { Listen: null, IsBare: false }
                    ? receiver.Identifications
                    : null,
            Comparison = ledger?.Comparison,
            Kernel = kernel,
            Verdict = verdict,
            Span = receiver.Packets > 0 ? receiver.Times.Last - receiver.Times.First : 0,
            Duration = elapsed,
            Problems =
            [
                .. source.Problems,
                .. ledger?.Problems() ?? incomplete,
                .. ProblemsOf(settings, receiver, ledger, kernel),
            ],
        };
    }

    private static IEnumerable<string> ProblemsOf(
        ReceiveSettings settings,
        Receiver receiver,
        ExpectedLedger? ledger,
        KernelCounters? kernel
    )
    {
        // A socket counts wrong UDP checksums among its drops (udp_queue_rcv_one_skb in net/ipv4/udp.c).
        var injected = settings.Listen is null
            ? 0
            : ledger?.Comparison.Faults.InjectedOf(FaultKind.UdpChecksum) ?? 0;
        if (kernel?.Dropped - injected is > 0 and var dropped)
            yield return $"this machine dropped {dropped} packets because it was not read fast enough: losses are its own, not the path's";
        if (receiver.Packets > 0)
            yield break;
        yield return settings.Ports is null && settings.Listen is null && !settings.IsBare
            ? "no mirrored packets recognised; if you know their UDP port, name it with --port"
            : "no mirrored packets arrived";
    }
}
