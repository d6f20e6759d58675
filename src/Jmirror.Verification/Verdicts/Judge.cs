using System.Globalization;
using Jmirror.Engine.Impairing;
using Jmirror.Protocol.Mirror;
using Jmirror.Verification.Comparing;
using Jmirror.Verification.Streams;

namespace Jmirror.Verification.Verdicts;

/// <summary>Holds what a receiver saw against an expectation.</summary>
/// <param name="received">The streams that arrived.</param>
/// <param name="directions">Their directions.</param>
/// <param name="comparison">The ended comparison with the sender's ledger; null when there was no ledger.</param>
public sealed class Judge(StreamTable received, InnerDirections directions, LedgerComparison? comparison)
{
    private const int MaxNamed = 5;
    private const double NanosecondsPerMillisecond = 1e6;

    private readonly List<StreamAccount> _streams = WithoutInjected(received.ToSortedList(), comparison);
    private readonly ComparisonFigures? _total = comparison?.Total();
    private readonly ExplainedFigures? _explained = comparison?.Faults.Explained;

    /// <summary>One check for each thing expected.</summary>
    public Verdict Decide(Expectation expectation)
    {
        var checks = new List<Check>();
        foreach (var mirror in expectation.Mirrors)
            checks.Add(Seen(mirror));
        if (expectation.NothingElse)
            checks.Add(NothingElse(expectation.Mirrors));
        if (expectation.BothDirections)
            checks.Add(BothDirections());
        if (expectation.ByteExact)
            checks.Add(
                Limited(
                    "packets not as sent",
                    Limit.None,
                    t => t.Corrupted + t.Truncated + t.Foreign,
                    e => e.Corrupted + e.Truncated
                )
            );
        Add(checks, "lost packets", expectation.MaxLoss, t => t.Lost, e => e.Lost);
        Add(checks, "reordered packets", expectation.MaxReordered, t => t.Reordered, e => e.Reordered);
        Add(checks, "duplicate packets", expectation.MaxDuplicates, t => t.Duplicates, e => e.Duplicates);
        Add(
            checks,
            "corrupted packets",
            expectation.MaxCorrupted,
            t => t.Corrupted + t.Truncated,
            e => e.Corrupted + e.Truncated
        );
        Add(
            checks,
            "misdirected packets",
            expectation.MaxMisdirected,
            t => t.Misdirected,
            e => e.Misdirected
        );
        Add(checks, "foreign packets", expectation.MaxForeign, t => t.Foreign, _ => 0);
        if (comparison?.Faults is { Injected: > 0 } faults)
            checks.Add(FaultCheck.Of(faults));
        foreach (var limit in expectation.MaxLatencies)
            checks.Add(Fast(limit));
        return new Verdict(checks);
    }

    private Check Seen(ExpectedMirror mirror)
    {
        var packets = _streams.Where(stream => mirror.Includes(stream.Key)).Sum(stream => stream.Packets);
        return new Check($"{mirror}", "seen", packets == 0 ? "not seen" : $"{packets} packets", packets > 0);
    }

    private Check NothingElse(IReadOnlyList<ExpectedMirror> mirrors)
    {
        var others = _streams.Where(stream => !IsExpected(stream.Key, mirrors)).Select(s => s.Key).ToList();
        var got = new List<string>();
        if (others.Count > 0)
            got.Add($"{others.Count} other streams: {Names(others)}");
        if (received.Unlisted > 0)
            got.Add($"{received.Unlisted} packets of further streams");
        if (UnexplainedUnusable is > 0 and var unusable)
            got.Add($"{unusable} undecodable datagrams");
        return new Check(
            "other traffic",
            "none",
            got.Count == 0 ? "none" : string.Join("; ", got),
            got.Count == 0
        );
    }

    // A datagram that ends within the mirror header, as many times as that was sent on purpose.
    private long UnexplainedUnusable =>
        received.Unusable
        - Math.Min(
            received.UnusableBy(MirrorFaults.ShortMirrorHeader),
            comparison?.Faults.InjectedOf(FaultKind.ShortHeader) ?? 0
        );

    // Streams of mirror id 0 that are there because it was sent on purpose, unless there is more of them.
    private static List<StreamAccount> WithoutInjected(
        IReadOnlyList<StreamAccount> streams,
        LedgerComparison? comparison
    )
    {
        var others = streams.Where(s => s.Key.MirrorId == 0 && comparison?.Knows(s.Key) == false).ToList();
        var injected = comparison?.Faults.InjectedOf(FaultKind.IdZero) ?? 0;
        return others.Sum(stream => stream.Packets) <= injected ? [.. streams.Except(others)] : [.. streams];
    }

    private bool IsExpected(in StreamKey stream, IReadOnlyList<ExpectedMirror> mirrors)
    {
        if (mirrors.Count == 0)
            return comparison is not null && comparison.Knows(stream);
        foreach (var mirror in mirrors)
        {
            if (mirror.Includes(stream))
                return true;
        }
        return false;
    }

    private Check BothDirections()
    {
        var single = _streams.Where(s => !directions.HasBoth(s.Key)).Select(s => s.Key).ToList();
        var got =
            _streams.Count == 0 ? "no streams"
            : single.Count == 0 ? "in every stream"
            : $"not in {single.Count} of {_streams.Count} streams: {Names(single)}";
        return new Check("both directions", "in every stream", got, _streams.Count > 0 && single.Count == 0);
    }

    private void Add(
        List<Check> checks,
        string name,
        Limit? limit,
        Func<ComparisonFigures, long> count,
        Func<ExplainedFigures, long> explained
    )
    {
        if (limit is { } wanted)
            checks.Add(Limited(name, wanted, count, explained));
    }

    // What the sender did on purpose is not the path's.
    private Check Limited(
        string name,
        Limit limit,
        Func<ComparisonFigures, long> count,
        Func<ExplainedFigures, long> explained
    )
    {
        var wanted = $"at most {limit}";
        if (_total is null || _explained is null)
            return new Check(name, wanted, "unknown: there is no ledger", Passed: false);
        var injected = explained(_explained);
        var got = count(_total) - injected;
        var besides = injected == 0 ? "" : $", besides {injected} by injected faults";
        return new Check(name, wanted, $"{got} of {_total.Sent}{besides}", limit.Allows(got, _total.Sent));
    }

    private Check Fast(LatencyLimit limit)
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"latency p{limit.Percentile}");
        var wanted = $"at most {Milliseconds(limit.Nanoseconds)}";
        if (comparison?.Latency is not { Count: > 0 } latency)
            return new Check(name, wanted, "unknown: no packet on a shared clock", Passed: false);
        var got = latency.ValueAtPercentile(limit.Percentile);
        return new Check(name, wanted, Milliseconds(got), got <= limit.Nanoseconds);
    }

    private static string Milliseconds(long nanoseconds) =>
        string.Create(CultureInfo.InvariantCulture, $"{nanoseconds / NanosecondsPerMillisecond:0.######} ms");

    private static string Names(List<StreamKey> streams) =>
        string.Join(
            ", ",
            streams.Take(MaxNamed).Select(s => $"mirror {s.MirrorId} session {s.SessionId} from {s.Source}")
        ) + (streams.Count > MaxNamed ? " and more" : "");
}
