using System.Globalization;
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

    private readonly IReadOnlyList<StreamAccount> _streams = received.ToSortedList();
    private readonly ComparisonFigures? _total = comparison?.Total();

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
                Limited("packets not as sent", Limit.None, t => t.Corrupted + t.Truncated + t.Foreign)
            );
        Add(checks, "lost packets", expectation.MaxLoss, t => t.Lost);
        Add(checks, "reordered packets", expectation.MaxReordered, t => t.Reordered);
        Add(checks, "duplicate packets", expectation.MaxDuplicates, t => t.Duplicates);
        Add(checks, "corrupted packets", expectation.MaxCorrupted, t => t.Corrupted + t.Truncated);
        Add(checks, "misdirected packets", expectation.MaxMisdirected, t => t.Misdirected);
        Add(checks, "foreign packets", expectation.MaxForeign, t => t.Foreign);
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
        if (received.Unusable > 0)
            got.Add($"{received.Unusable} undecodable datagrams");
        return new Check(
            "other traffic",
            "none",
            got.Count == 0 ? "none" : string.Join("; ", got),
            got.Count == 0
        );
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

    private void Add(List<Check> checks, string name, Limit? limit, Func<ComparisonFigures, long> count)
    {
        if (limit is { } wanted)
            checks.Add(Limited(name, wanted, count));
    }

    private Check Limited(string name, Limit limit, Func<ComparisonFigures, long> count)
    {
        var wanted = $"at most {limit}";
        if (_total is null)
            return new Check(name, wanted, "unknown: there is no ledger", Passed: false);
        var got = count(_total);
        return new Check(name, wanted, $"{got} of {_total.Sent}", limit.Allows(got, _total.Sent));
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
