using System.Text.Json;
using Jmirror.Engine.Registry;
using Jmirror.Provisioning.Logging;

namespace Jmirror.Provisioning.Api;

/// <summary>A line of the secure log as JSON.</summary>
internal static class MirrorEventJson
{
    /// <summary>Writes one line.</summary>
    public static void Write(Utf8JsonWriter json, in MirrorEvent line)
    {
        json.WriteStartObject();
        json.WriteString("time", EventWords.Time(line.Time));
        json.WriteString("event", EventWords.Of(line.Kind));
        json.WriteString("origin", EventWords.Of(line.Origin));
        if (line.MirrorId is { } mirrorId)
            json.WriteNumber("mirror-id", mirrorId);
        if (line.SessionId is { } sessionId)
            json.WriteNumber("session-id", sessionId);
        json.WriteString("trigger", line.Trigger);
        if (line.Reason is { } reason)
            json.WriteString("reason", reason);
        json.WriteString("line", SecureLogText.Line(line));
        json.WriteEndObject();
    }
}
