namespace Jmirror.Network.Files;

/// <summary>
/// A capture file that cannot be opened, or no longer be written. The message is one sentence that begins with
/// the file's name.
/// </summary>
public sealed class CaptureFileException : Exception
{
    /// <summary>Says what is wrong with which file.</summary>
    public CaptureFileException(string message)
        : base(message) { }

    /// <summary>Says what is wrong with which file, and which error of the operating system said so.</summary>
    public CaptureFileException(string message, Exception innerException)
        : base(message, innerException) { }

    /// <summary>True when somebody has the file open, this run itself most likely: an output that is also an input.</summary>
    public bool IsInUse { get; init; }
}
