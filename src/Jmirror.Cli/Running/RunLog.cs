using Jmirror.Provisioning.Radius;
using Microsoft.Extensions.Logging;

namespace Jmirror.Cli.Running;

/// <summary>What a run writes into the ordinary log. It names analyzers and interfaces, never targets.</summary>
internal sealed partial class RunLog(ILogger logger)
{
    [LoggerMessage(EventId = 1, Level = LogLevel.Information, Message = "{Router} is mirroring: {Capture}")]
    public partial void Mirroring(string router, LiveCapture capture);

    [LoggerMessage(
        EventId = 2,
        Level = LogLevel.Information,
        Message = "Configuration read again: mirrors {Kept} kept, {Replaced} changed, {Added} added, {Deleted} deleted"
    )]
    public partial void Reloaded(int kept, int replaced, int added, int deleted);

    [LoggerMessage(
        EventId = 3,
        Level = LogLevel.Error,
        Message = "Configuration read again, but nothing was changed because of {Place}: jmirror config check tells why"
    )]
    public partial void NotReloaded(string place);

    [LoggerMessage(
        EventId = 4,
        Level = LogLevel.Warning,
        Message = "Analyzer {Analyzer} cannot be reached, its mirrors are suspended: {Reason}"
    )]
    public partial void Suspended(string analyzer, string reason);

    [LoggerMessage(
        EventId = 5,
        Level = LogLevel.Information,
        Message = "Analyzer {Analyzer} can be reached again, its mirrors go on"
    )]
    public partial void Resumed(string analyzer);

    [LoggerMessage(EventId = 6, Level = LogLevel.Error, Message = "Capture: {Problem}")]
    public partial void CaptureProblem(string problem);

    [LoggerMessage(
        EventId = 7,
        Level = LogLevel.Warning,
        Message = "The kernel dropped {Count} frames that nobody read in time"
    )]
    public partial void KernelDropped(long count);

    [LoggerMessage(
        EventId = 8,
        Level = LogLevel.Information,
        Message = "Logged in by RADIUS: {Outcome}: {Count}"
    )]
    public partial void LoggedIn(LoginOutcome outcome, int count);

    [LoggerMessage(EventId = 9, Level = LogLevel.Error, Message = "Nobody is logged in by RADIUS: {Reason}")]
    public partial void NotLoggedIn(string reason);

    [LoggerMessage(EventId = 10, Level = LogLevel.Information, Message = "{Sentence}")]
    public partial void Dtcp(string sentence);

    [LoggerMessage(EventId = 11, Level = LogLevel.Information, Message = "Ending")]
    public partial void Ending();
}
