using System.Text.Json;

namespace Jmirror.Cli.Controlling;

/// <summary>Prints what the API answered, and takes it apart for tables.</summary>
internal static class ControlJson
{
    private static readonly JsonWriterOptions Indented = new()
    {
        Indented = true,
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>Prints one document.</summary>
    public static void Print(JsonElement document, Terminal terminal)
    {
        using (var json = new Utf8JsonWriter(terminal.OutBytes, Indented))
            document.WriteTo(json);
        terminal.OutBytes.Write("\n"u8);
    }

    /// <summary>Prints a list as one document with one member.</summary>
    public static void Print(string name, IReadOnlyList<JsonElement> entries, Terminal terminal)
    {
        using (var json = new Utf8JsonWriter(terminal.OutBytes, Indented))
        {
            json.WriteStartObject();
            json.WriteStartArray(name);
            foreach (var entry in entries)
                entry.WriteTo(json);
            json.WriteEndArray();
            json.WriteEndObject();
        }
        terminal.OutBytes.Write("\n"u8);
    }

    /// <summary>A member as a person reads it; a hyphen where there is none.</summary>
    public static string Text(this JsonElement parent, string name) =>
        parent.TryGetProperty(name, out var member) ? Words(member) : "-";

    /// <summary>A mirror id or session id as the logs and Wireshark show it; a word stays a word.</summary>
    public static string Id(this JsonElement parent, string name) =>
        parent.TryGetProperty(name, out var member) && member.TryGetUIntOrNull() is { } id
            ? $"0x{id:x8}"
            : parent.Text(name);

    /// <summary>Keys and values on one line: <c>outer-vlan 7, ipv4 10.0.0.9</c>.</summary>
    public static string Words(JsonElement value) =>
        value.ValueKind switch
        {
            JsonValueKind.Object => string.Join(
                ", ",
                value.EnumerateObject().Select(member => $"{member.Name} {Words(member.Value)}")
            ),
            JsonValueKind.Array => string.Join(" ", value.EnumerateArray().Select(Words)),
            _ => OnOneLine(value.ToString()),
        };

    private static uint? TryGetUIntOrNull(this JsonElement value) =>
        value.ValueKind == JsonValueKind.Number && value.TryGetUInt32(out var number) ? number : null;

    // What somebody wrote must not steer the terminal.
    private static string OnOneLine(string text) =>
        string.Concat(text.Select(c => char.IsControl(c) ? $"\\u{(int)c:x4}" : $"{c}"));
}
