using Jmirror.Engine.Registry;
using Jmirror.Engine.Subscribers;

namespace Jmirror.Provisioning.Logging;

/// <summary>The words for what happens, the same in logs, in the API and in its clients.</summary>
internal static class EventWords
{
    public static string Of(MirrorEventKind kind) =>
        kind switch
        {
            MirrorEventKind.Start => "start",
            MirrorEventKind.End => "end",
            MirrorEventKind.Answer => "answer",
            _ => "failure",
        };

    public static string Of(MirrorOrigin origin) =>
        origin switch
        {
            MirrorOrigin.Configuration => "configuration",
            MirrorOrigin.Operator => "operator",
            MirrorOrigin.RadiusLogin => "radius-login",
            MirrorOrigin.RadiusCoa => "radius-coa",
            _ => "dtcp",
        };

    public static string Of(SessionEnd end) =>
        end switch
        {
            SessionEnd.UserRequest => "user-request",
            SessionEnd.IdleTimeout => "idle-timeout",
            SessionEnd.SessionTimeout => "session-timeout",
            SessionEnd.AdminReset => "admin-reset",
            SessionEnd.NasReboot => "nas-reboot",
            SessionEnd.Replaced => "replaced",
            _ => "shutdown",
        };

    /// <summary>A time in UTC with nanoseconds, RFC 3339.</summary>
    /// <param name="nanoseconds">Since 1970-01-01 UTC.</param>
    public static string Time(long nanoseconds)
    {
        var second = Math.DivRem(nanoseconds, NanosecondsPerSecond, out var rest);
        return $"{DateTime.UnixEpoch.AddSeconds(second):yyyy-MM-ddTHH:mm:ss}.{rest:d9}Z";
    }

    private const long NanosecondsPerSecond = 1_000_000_000;
}
