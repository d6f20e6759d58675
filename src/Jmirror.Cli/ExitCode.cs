namespace Jmirror.Cli;

/// <summary>How a command ends; scripts depend on these numbers.</summary>
internal static class ExitCode
{
    /// <summary>Did what was asked.</summary>
    public const int Success = 0;

    /// <summary>Ran, but a check failed: damaged input, loss, mismatch, threshold.</summary>
    public const int CheckFailed = 1;

    /// <summary>Bad usage, configuration or input; nothing was done.</summary>
    public const int BadInput = 2;

    /// <summary>Not permitted, or the machine lacks something.</summary>
    public const int Environment = 3;

    /// <summary>Ended by SIGINT or SIGTERM before its work was done, after the summary. A live run has no other end: 0.</summary>
    public const int Interrupted = 130;
}
