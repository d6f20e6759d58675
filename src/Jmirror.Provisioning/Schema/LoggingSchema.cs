using Jmirror.Provisioning.Configuration;
using Microsoft.Extensions.Logging;

namespace Jmirror.Provisioning.Schema;

/// <summary>The section <c>logging</c>.</summary>
internal static class LoggingSchema
{
    private const int MostSecureLines = 1_000_000;

    private static readonly Key<LoggingConfig, LogLevel> Level = new(
        "level",
        Scalars.Choice(
            ("error", LogLevel.Error),
            ("warning", LogLevel.Warning),
            ("information", LogLevel.Information),
            ("debug", LogLevel.Debug)
        )
    )
    {
        Help =
            "Least weight of lines in the ordinary log, which names no target: error, warning, information or debug.",
        Default = LogLevel.Information,
        Example = "information",
        Get = logging => logging.Level,
    };

    private static readonly Key<LoggingConfig, string> SecureLogFile = new("secure-log-file", Scalars.Text)
    {
        Help =
            "File to which the secure log (start and end of mirrors, answers, failures, with their targets) is appended; made with "
            + "mode 0600, opened anew at SIGHUP.",
        Example = "/var/log/jmirror/secure.log",
        AbsentMeans = "the secure log is kept in memory only, as routers do",
        Get = logging => logging.SecureLogFile,
    };

    private static readonly Key<LoggingConfig, int> SecureLogSize = new(
        "secure-log-size",
        Scalars.Number("a number of lines", 1, MostSecureLines)
    )
    {
        Help = "Lines of the secure log that are kept in memory; the oldest go first.",
        Default = LoggingConfig.DefaultSecureLogSize,
        Example = $"{LoggingConfig.DefaultSecureLogSize}",
        Get = logging => logging.SecureLogSize,
    };

    /// <summary>The section.</summary>
    public static readonly MappingKind<LoggingConfig> Kind = new(
        "logging",
        [Level, SecureLogFile, SecureLogSize],
        values => new LoggingConfig
        {
            Level = values.Get(Level),
            SecureLogFile = values.Find(SecureLogFile),
            SecureLogSize = values.Get(SecureLogSize),
            Origin = values.Origin,
        }
    )
    {
        OriginOf = logging => logging.Origin,
        TellsAbsence = true,
    };
}
