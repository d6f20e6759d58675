using Jmirror.Engine.Frames;
using Jmirror.Network.Linux;

namespace Jmirror.Network.Files;

/// <summary>
/// The frames of one capture file, pcap or pcapng, plain or compressed with gzip or Zstandard. Reads as it goes:
/// the file may be larger than memory. Frames are views into the read buffer.
/// </summary>
/// <remarks>
/// Nothing about the contents throws once the file is open: a file that breaks off or contradicts itself ends there,
/// and <see cref="Problem"/> says where and why. What each frame's fields mean is in the folder's README.
/// </remarks>
public sealed class CaptureFileSource : IFrameSource
{
    private const int FramesPerBatch = 1024;

    /// <summary>The path that means standard input.</summary>
    public const string StandardInput = "-";

    private readonly StoredBytes _stored;
    private readonly Stream _stream;
    private readonly ReadWindow _window;
    private readonly RecordReader _reader;
    private readonly FrameInfo[] _frames = new FrameInfo[FramesPerBatch];
    private bool _isAtEnd;

    private CaptureFileSource(
        string path,
        StoredBytes stored,
        Stream stream,
        ReadWindow window,
        RecordReader reader
    )
    {
        Path = path;
        _stored = stored;
        _stream = stream;
        _window = window;
        _reader = reader;
    }

    /// <summary>Opens a file and reads its header.</summary>
    /// <param name="path">The file; <see cref="StandardInput"/> reads standard input.</param>
    /// <param name="interfaces">Numbers the capture interfaces that the file mentions.</param>
    /// <param name="interfaceName">
    /// What the file's capture interface is called, whatever the file says. Null: the name recorded in the file
    /// (pcapng), or else the file's name without its folder.
    /// </param>
    /// <param name="cancellation">Ends the wait for standard input, and with it the source.</param>
    /// <exception cref="CaptureFileException">It cannot be opened, is empty, or is no capture.</exception>
    /// <exception cref="OperationCanceledException">The wait ended before its header was read.</exception>
    public static CaptureFileSource Open(
        string path,
        CaptureInterfaces interfaces,
        string? interfaceName = null,
        CancellationToken cancellation = default
    ) =>
        string.Equals(path, StandardInput, StringComparison.Ordinal)
            ? Open(new InterruptibleInput(cancellation), "standard input", interfaces, interfaceName)
            : Open(OpenFile(path), path, interfaces, interfaceName);

    /// <summary>Reads a capture from any stream, which need not be seekable and is disposed with the source.</summary>
    /// <param name="stream">The bytes of the capture file.</param>
    /// <param name="name">What to call it in messages, and its interface if nobody else names that.</param>
    /// <param name="interfaces">Numbers the capture interfaces that the file mentions.</param>
    /// <param name="interfaceName">What the capture interface is called, whatever the file says; or null.</param>
    /// <exception cref="CaptureFileException">It is empty or no capture.</exception>
    public static CaptureFileSource Open(
        Stream stream,
        string name,
        CaptureInterfaces interfaces,
        string? interfaceName = null
    ) => Open(stream, name, interfaces, interfaceName, ReadWindow.DefaultLength);

    internal static CaptureFileSource Open(
        Stream stream,
        string name,
        CaptureInterfaces interfaces,
        string? interfaceName,
        int windowLength
    )
    {
        var stored = new StoredBytes(stream);
        Stream? uncompressed = null;
        try
        {
            uncompressed = Compression.Undo(stored);
            var window = new ReadWindow(uncompressed, windowLength);
            var naming = new InterfaceNaming(interfaces, interfaceName, System.IO.Path.GetFileName(name));
            var reader = ReaderFor(window, name, naming);
            ReadHeader(window, reader, name);
            return new CaptureFileSource(name, stored, uncompressed, window, reader);
        }
        catch (Exception exception)
        {
            (uncompressed ?? stored).Dispose();
            if (exception is IOException || Compression.IsDamage(exception))
                throw new CaptureFileException($"{name}: {Describe(exception)}", exception);
            throw;
        }
    }

    /// <summary>The file.</summary>
    public string Path { get; }

    /// <summary>Frames handed out so far.</summary>
    public long FramesRead { get; private set; }

    /// <summary>Why the capture ended before its file did; null as long as it has not.</summary>
    public CaptureProblem? Problem { get; private set; }

    /// <summary>Bytes read of the file as it is stored, compressed or not.</summary>
    public long BytesRead => _stored.BytesRead;

    /// <summary>Length of the file as it is stored, bytes; null for a pipe.</summary>
    public long? TotalBytes => _stored.TotalBytes;

    /// <inheritdoc/>
    public ReceiveStatus Receive(out FrameBatch batch)
    {
        while (!_isAtEnd)
        {
            var position = _window.Position;
            var count = _reader.Take(_window.Memory, ref position, _frames);
            _window.Position = position;
            if (count > 0)
            {
                FramesRead += count;
                batch = new FrameBatch(_window.Memory, _frames.AsSpan(0, count));
                return ReceiveStatus.Frames;
            }
            _isAtEnd = !TryReadOn();
        }
        batch = default;
        return ReceiveStatus.End;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _isAtEnd = true;
        _stream.Dispose();
    }

    private bool TryReadOn()
    {
        if (_reader.Fault is { } fault)
        {
            Problem = ProblemHere(fault);
            return false;
        }
        try
        {
            if (_window.TryFill(_reader.Needed))
                return true;
            if (_window.Available > 0)
                Problem = ProblemHere(
                    $"the file ends inside this record, of which it has {_window.Available} of {_reader.Needed} bytes"
                );
        }
        catch (OperationCanceledException)
        {
            // Nobody wants the rest.
        }
        catch (Exception exception) when (exception is IOException || Compression.IsDamage(exception))
        {
            Problem = ProblemHere(Describe(exception));
        }
        return false;
    }

    private CaptureProblem ProblemHere(string reason) => new(Path, FramesRead + 1, _window.Offset, reason);

    private static RecordReader ReaderFor(ReadWindow window, string name, InterfaceNaming naming)
    {
        if (!window.TryFill(sizeof(uint)) && window.Available == 0)
            throw new CaptureFileException(
                $"{name}: the file is empty; even a capture of nothing has a header"
            );
        var magic = window.Memory[..Math.Min(window.Available, sizeof(uint))];
        if (magic.Length == sizeof(uint))
        {
            if (PcapReader.Recognises(magic))
                return new PcapReader(naming);
            if (PcapngReader.Recognises(magic))
                return new PcapngReader(naming);
        }
        throw new CaptureFileException(
            $"{name}: not a capture in pcap or pcapng format (begins with {Convert.ToHexStringLower(magic)})"
        );
    }

    private static void ReadHeader(ReadWindow window, RecordReader reader, string name)
    {
        var position = window.Position;
        while (!reader.TakeHeader(window.Memory, ref position))
        {
            if (reader.Fault is { } fault)
                throw new CaptureFileException($"{name}: {fault}");
            if (!window.TryFill(reader.Needed))
                throw new CaptureFileException(
                    $"{name}: the file ends inside its header, of which it has {window.Available} of {reader.Needed} bytes"
                );
        }
        window.Position = position;
    }

    private static string Describe(Exception exception) =>
        Compression.IsDamage(exception)
            ? $"the compressed data is damaged or cut off ({exception.Message})"
            : $"reading failed ({FileErrors.Cause(exception)})";

    private static FileStream OpenFile(string path)
    {
        try
        {
            return new FileStream(
                path,
                new FileStreamOptions
                {
                    // No buffer but ours. Sharing reads alone is what keeps a sink from overwriting its own input.
                    BufferSize = 0,
                    Share = FileShare.Read,
                    Options = FileOptions.SequentialScan,
                }
            );
        }
        catch (Exception exception) when (FileErrors.IsRefusal(exception))
        {
            throw FileErrors.Refusal(path, "read", exception);
        }
    }
}
