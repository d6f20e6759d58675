using System.Text;
using System.Text.Json;

namespace Jmirror.Cli.Controlling;

/// <summary>The body of <c>mirrors add</c>, from its options or from a file.</summary>
internal static class MirrorBody
{
    /// <summary>One mirror, from what the options say.</summary>
    /// <param name="trigger">Parts of the trigger, each <c>KEY=VALUE</c>.</param>
    /// <param name="keys">Other keys of the mirror; null values were not said.</param>
    public static string Of(
        IReadOnlyList<KeyValuePair<string, string>> trigger,
        IReadOnlyList<KeyValuePair<string, string?>> keys
    )
    {
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes))
        {
            json.WriteStartObject();
            json.WriteStartObject("trigger");
            foreach (var (key, value) in trigger)
                json.WriteString(key, value);
            json.WriteEndObject();
            foreach (var (key, value) in keys)
            {
                if (value is not null)
                    json.WriteString(key, value);
            }
            json.WriteEndObject();
        }
        return Encoding.UTF8.GetString(bytes.ToArray());
    }

    /// <summary>What a file says: one mirror, or a list of them, in YAML or JSON.</summary>
    public static string OfFile(string path) => path is "-" ? Console.In.ReadToEnd() : File.ReadAllText(path);
}
