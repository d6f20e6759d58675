using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace Jmirror.Provisioning.Api;

/// <summary>Which part of a list is asked for: entries in order of number, from behind one on.</summary>
/// <param name="After">Number that the part begins behind.</param>
/// <param name="Limit">Most entries.</param>
internal readonly record struct Paging(long After, int Limit)
{
    private const string AfterName = "after";
    private const string LimitName = "limit";
    private const int DefaultLimit = 100;
    private const int LargestLimit = 10_000;

    /// <summary>The query parameters.</summary>
    public static IReadOnlyList<ApiParameter> Parameters { get; } =
    [
        new(AfterName, "Entries with numbers above this one; 0 when absent.", "integer"),
        new(LimitName, $"Most entries, 1 to {LargestLimit}; {DefaultLimit} when absent.", "integer"),
    ];

    /// <summary>Reads the parameters; a sentence when they are no good.</summary>
    public static string? TryRead(IQueryCollection query, out Paging paging)
    {
        paging = default;
        if (!TryNumber(query, AfterName, 0, out var after) || after < 0)
            return $"{AfterName} is not a number of an entry";
        if (!TryNumber(query, LimitName, DefaultLimit, out var limit) || limit is < 1 or > LargestLimit)
            return $"{LimitName} is not a number from 1 to {LargestLimit}";
        paging = new Paging(after, (int)limit);
        return null;
    }

    /// <summary>Writes where the next part begins; null at the end of the list.</summary>
    public void WriteNext(Utf8JsonWriter json, int count, long last)
    {
        if (count == Limit)
            json.WriteNumber("next", last);
        else
            json.WriteNull("next");
    }

    private static bool TryNumber(IQueryCollection query, string name, long absent, out long number)
    {
        number = absent;
        return !query.TryGetValue(name, out var text)
            || long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number);
    }
}
