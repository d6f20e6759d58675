using System.Text.Json;

namespace Jmirror.Cli.Controlling;

/// <summary>Mirrors, subscribers and the secure log for people.</summary>
internal static class ControlTables
{
    /// <summary>Writes mirrors, one a line.</summary>
    public static void WriteMirrors(IReadOnlyList<JsonElement> mirrors, TextWriter output)
    {
        var table = new TextTable(
            "NUMBER",
            "ORIGIN",
            "MIRROR-ID",
            "SESSION-ID",
            "LIVE",
            "PACKETS",
            "BYTES",
            "TO",
            "TRIGGER"
        );
        foreach (var state in mirrors)
        {
            var mirror = state.GetProperty("mirror");
            var live = state.GetProperty("live").EnumerateArray().ToList();
            table.Add(
                state.Text("number"),
                state.Text("origin"),
                mirror.Id("mirror-id"),
                mirror.Id("session-id"),
                $"{live.Count}",
                $"{live.Sum(one => one.GetProperty("packets").GetInt64())}",
                $"{live.Sum(one => one.GetProperty("bytes").GetInt64())}",
                Destination(state.GetProperty("destination")),
                Trigger(state, mirror)
            );
        }
        table.Write(output);
    }

    /// <summary>Writes one mirror with what lives under it.</summary>
    public static void WriteMirror(JsonElement state, TextWriter output)
    {
        var mirror = state.GetProperty("mirror");
        output.WriteLine(
            $"mirror {state.Text("number")}, asked for by {state.Text("origin")} at {state.Text("added")}"
        );
        output.WriteLine($"  selects     {Trigger(state, mirror)}");
        output.WriteLine($"  copies to   {Destination(state.GetProperty("destination"))}");
        foreach (var name in (string[])["analyzer", "policy", "header"])
        {
            if (mirror.TryGetProperty(name, out _))
                output.WriteLine($"  {name, -10}  {mirror.Text(name)}");
        }
        output.WriteLine($"  mirror id   {mirror.Id("mirror-id")}");
        output.WriteLine($"  session id  {mirror.Id("session-id")}");
        var table = new TextTable("SESSION", "MIRROR-ID", "SESSION-ID", "PACKETS", "BYTES");
        foreach (var live in state.GetProperty("live").EnumerateArray())
        {
            table.Add(
                live.Text("session"),
                live.Id("mirror-id"),
                live.Id("session-id"),
                live.Text("packets"),
                live.Text("bytes")
            );
        }
        table.Write(output);
    }

    /// <summary>Writes sessions, one a line.</summary>
    public static void WriteSubscribers(IReadOnlyList<JsonElement> subscribers, TextWriter output)
    {
        var table = new TextTable("NUMBER", "KIND", "LOGGED-IN", "LAST-SEEN", "SUBSCRIBER");
        foreach (var session in subscribers)
        {
            table.Add(
                session.Text("number"),
                session.GetProperty("static").GetBoolean() ? "static" : "learned",
                session.Text("logged-in"),
                session.Text("last-seen"),
                ControlJson.Words(session.GetProperty("subscriber"))
            );
        }
        table.Write(output);
    }

    private static string Trigger(JsonElement state, JsonElement mirror) =>
        state.TryGetProperty("session", out var session)
            ? $"session {session}"
            : ControlJson.Words(mirror.GetProperty("trigger"));

    private static string Destination(JsonElement destination) =>
        destination.TryGetProperty("port", out var port)
            ? $"{destination.Text("address")}:{port}"
            : destination.Text("address");
}
