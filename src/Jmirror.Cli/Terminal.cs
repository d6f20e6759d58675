namespace Jmirror.Cli;

/// <summary>Where a command speaks: results to standard output, everything else to standard error.</summary>
internal sealed class Terminal
{
    private const int BufferLength = 1 << 16;

    private readonly Stream _output;

    /// <summary>Speaks to the process's own streams. Output is buffered until <see cref="Flush"/>.</summary>
    public Terminal()
    {
        _output = new BufferedStream(Console.OpenStandardOutput(), BufferLength);
        Out = new StreamWriter(_output, leaveOpen: true) { AutoFlush = false };
    }

    /// <summary>Standard output as text.</summary>
    public TextWriter Out { get; }

    /// <summary>Standard output as bytes; not to be mixed with <see cref="Out"/>.</summary>
    public Stream OutBytes => _output;

    /// <summary>Standard error.</summary>
    public TextWriter Error { get; } = Console.Error;

    /// <summary>True when a person watches standard error, so that progress is worth drawing.</summary>
    public bool IsInteractive { get; } = !Console.IsErrorRedirected;

    /// <summary>Writes what is left of the output.</summary>
    public void Flush()
    {
        Out.Flush();
        _output.Flush();
    }
}
