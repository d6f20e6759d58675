using System.Text.Json;

namespace Jmirror.Testing;

/// <summary>The summary that commands print with <c>--json</c>, and the law of conservation that it promises.</summary>
public static class SummaryDocument
{
    private static readonly string[] BeforeMatching =
    [
        "non-ip",
        "malformed",
        "truncated",
        "unsupported-link-type",
        "own-output",
    ];

    /// <summary>One of the figures under <c>packets</c>.</summary>
    public static long Packets(this JsonElement summary, string name) =>
        summary.GetProperty("packets").GetProperty(name).GetInt64();

    /// <summary>Copies or packets dropped for one reason.</summary>
    public static long Dropped(this JsonElement summary, string reason) =>
        summary.GetProperty("dropped").TryGetProperty(reason, out var count) ? count.GetInt64() : 0;

    /// <summary>Copies of mirrors that ended before the run did.</summary>
    public static long EndedPackets(this JsonElement summary) =>
        summary.TryGetProperty("endedMirrors", out var ended) ? ended.GetProperty("packets").GetInt64() : 0;

    /// <summary>
    /// Asserts that every packet read was matched, unmatched or dropped, and every copy sent or dropped; that the
    /// mirrors add up to the copies, and the reasons for no match to the unmatched.
    /// </summary>
    public static void AssertBalanced(this JsonElement summary)
    {
        var dropped = summary
            .GetProperty("dropped")
            .EnumerateObject()
            .ToLookup(
                reason => BeforeMatching.Contains(reason.Name, StringComparer.Ordinal),
                reason => reason.Value.GetInt64()
            );
        Assert.Equal(
            summary.Packets("read"),
            summary.Packets("matched") + summary.Packets("unmatched") + dropped[true].Sum()
        );
        Assert.Equal(summary.Packets("mirrored"), summary.Packets("sent") + dropped[false].Sum());
        Assert.Equal(
            summary.Packets("mirrored"),
            summary
                .GetProperty("mirrors")
                .EnumerateArray()
                .Sum(mirror => mirror.GetProperty("packets").GetInt64()) + EndedPackets(summary)
        );
        Assert.Equal(
            summary.Packets("unmatched"),
            summary.GetProperty("unmatched").EnumerateObject().Sum(reason => reason.Value.GetInt64())
        );
    }
}
