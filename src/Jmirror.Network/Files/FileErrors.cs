namespace Jmirror.Network.Files;

/// <summary>Turns what the runtime throws about files into one sentence.</summary>
internal static class FileErrors
{
    // EAGAIN and EWOULDBLOCK of Linux: what flock(2) says when another holds the lock.
    private const int WouldBlock = 11;

    /// <summary>True for the exceptions with which a file fails to open.</summary>
    public static bool IsRefusal(Exception exception) =>
        exception is IOException or UnauthorizedAccessException;

    /// <summary>The sentence for a file that did not open.</summary>
    /// <param name="path">The file.</param>
    /// <param name="purpose">What it was not possible for it to be: read, written.</param>
    /// <param name="exception">What the runtime threw.</param>
    public static CaptureFileException Refusal(string path, string purpose, Exception exception)
    {
        var reason = exception switch
        {
            FileNotFoundException => "there is no such file",
            DirectoryNotFoundException => "its folder does not exist",
            UnauthorizedAccessException when Directory.Exists(path) => "is a folder",
            UnauthorizedAccessException => $"may not be {purpose} by this user",
            { HResult: WouldBlock } => "is in use, by this run (input or output) or by another program",
            _ => $"cannot be {purpose} ({Cause(exception)})",
        };
        return new CaptureFileException($"{path}: {reason}", exception)
        {
            IsInUse = exception.HResult == WouldBlock,
        };
    }

    /// <summary>The operating system's words, without the path that the runtime adds to them.</summary>
    public static string Cause(Exception exception) => exception.Message.Split(" : '")[0];
}
