using System.Text.Json;

namespace Jmirror.EndToEnd.Tests.Receiving;

/// <summary>Looks into the summary that <c>receive</c> and <c>compare</c> print with <c>--json</c>.</summary>
internal static class ReceiveDocument
{
    private static readonly string[] Faults =
    [
        "lost",
        "reordered",
        "duplicates",
        "corrupted",
        "truncated",
        "misdirected",
        "strayed",
        "foreign",
    ];

    /// <summary>The streams of one mirror.</summary>
    public static IReadOnlyList<JsonElement> StreamsOf(this JsonElement summary, uint mirrorId) =>
        [
            .. summary
                .GetProperty("streams")
                .EnumerateArray()
                .Where(stream =>
                    stream.GetProperty("mirrorId").ValueKind == JsonValueKind.Number
                    && stream.GetProperty("mirrorId").GetUInt32() == mirrorId
                ),
        ];

    /// <summary>The comparison of the one stream of a mirror.</summary>
    public static JsonElement ComparisonOf(this JsonElement summary, uint mirrorId) =>
        Assert.Single(summary.StreamsOf(mirrorId)).GetProperty("comparison");

    public static long Number(this JsonElement element, string name) => element.GetProperty(name).GetInt64();

    /// <summary>Asserts that a comparison counts exactly these faults and none of the others.</summary>
    public static void AssertFaults(this JsonElement comparison, params (string Name, long Count)[] expected)
    {
        var wanted = expected.ToDictionary(fault => fault.Name, fault => fault.Count, StringComparer.Ordinal);
        Assert.All(wanted.Keys, name => Assert.Contains(name, Faults, StringComparer.Ordinal));
        Assert.Equal(
            Faults.Select(name => (name, wanted.GetValueOrDefault(name))),
            Faults.Select(name => (name, comparison.Number(name)))
        );
    }

    /// <summary>The check of this name.</summary>
    public static JsonElement Check(this JsonElement summary, string name) =>
        summary
            .GetProperty("verdict")
            .GetProperty("checks")
            .EnumerateArray()
            .Single(check =>
                string.Equals(check.GetProperty("name").GetString(), name, StringComparison.Ordinal)
            );
}
