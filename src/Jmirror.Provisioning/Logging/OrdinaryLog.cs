using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Console;

namespace Jmirror.Provisioning.Logging;

/// <summary>The ordinary log of a run: lines on standard error, without any target identity, address, mirror id or secret.</summary>
public static class OrdinaryLog
{
    /// <summary>Opens the log; disposing it writes what is still waiting.</summary>
    /// <param name="level">Least weight of lines.</param>
    public static ILoggerFactory Open(LogLevel level) =>
        LoggerFactory.Create(log =>
        {
            log.SetMinimumLevel(level);
            // The web server speaks of requests, and a request may name a target.
            log.AddFilter("Microsoft", LogLevel.None);
            log.AddSimpleConsole();
            log.Services.Configure<SimpleConsoleFormatterOptions>(one =>
            {
                one.SingleLine = true;
                one.UseUtcTimestamp = true;
                one.TimestampFormat = "yyyy-MM-ddTHH:mm:ss.fffZ ";
            });
            log.Services.Configure<ConsoleLoggerOptions>(one =>
                one.LogToStandardErrorThreshold = LogLevel.Trace
            );
        });
}
