using System.Text.Json;

namespace Jmirror.Cli.Controlling;

/// <summary>A list that the API gives in parts.</summary>
internal static class PagedList
{
    private const int PartLength = 1000;

    /// <summary>Reads entries until the list ends or there are <paramref name="limit"/>.</summary>
    /// <param name="client">The run.</param>
    /// <param name="resource">Path of the list, whose last part is also the name of the entries.</param>
    /// <param name="filter">Further query parameters, each beginning with &amp;.</param>
    /// <param name="limit">Most entries; null: all.</param>
    public static IReadOnlyList<JsonElement> Read(
        ControlClient client,
        string resource,
        string filter,
        long? limit
    )
    {
        var name = resource[(resource.LastIndexOf('/') + 1)..];
        var entries = new List<JsonElement>();
        long? after = 0;
        while (after is not null && entries.Count < (limit ?? long.MaxValue))
        {
            var wanted = Math.Min(PartLength, (limit ?? long.MaxValue) - entries.Count);
            using var part = client.Send(HttpMethod.Get, $"{resource}?after={after}&limit={wanted}{filter}")!;
            entries.AddRange(part.RootElement.GetProperty(name).EnumerateArray().Select(one => one.Clone()));
            var next = part.RootElement.GetProperty("next");
            after = next.ValueKind == JsonValueKind.Number ? next.GetInt64() : null;
        }
        return entries;
    }
}
