namespace Jmirror.Cli;

/// <summary>Where a command speaks: results to standard output, everything else to standard error.</summary>
/// <param name="output">Standard output; buffered until <see cref="Flush"/>.</param>
/// <param name="error">Standard error.</param>
/// <param name="isInteractive">True when a person watches standard error, so that progress is worth drawing.</param>
/// <param name="isOutputWatched">True when a person watches standard output.</param>
internal sealed class Terminal(Stream output, TextWriter error, bool isInteractive, bool isOutputWatched)
{
    /// <summary>Standard output as text.</summary>
    public TextWriter Out { get; } = new StreamWriter(output, leaveOpen: true);

    /// <summary>Standard output as bytes; not to be mixed with <see cref="Out"/>.</summary>
    public Stream OutBytes => output;

    /// <summary>Standard error.</summary>
    public TextWriter Error => error;

    /// <summary>True when a person watches standard error.</summary>
    public bool IsInteractive => isInteractive;

    /// <summary>True when a person watches standard output.</summary>
    public bool IsOutputWatched => isOutputWatched;

    /// <summary>Writes what is left of the output.</summary>
    public void Flush()
    {
        Out.Flush();
        output.Flush();
    }
}
