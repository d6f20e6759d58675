using Microsoft.Win32.SafeHandles;

namespace Jmirror.Network.Files;

/// <summary>
/// A capture file being written, a stretch of whole records at a time. What was appended is with the operating
/// system; a failed append is taken back, so that the file ends with a whole record.
/// </summary>
internal sealed class CaptureOutput : IDisposable
{
    private readonly SafeFileHandle _handle;
    private long _length;

    private CaptureOutput(string path, SafeFileHandle handle)
    {
        Path = path;
        _handle = handle;
    }

    /// <summary>The file.</summary>
    public string Path { get; }

    /// <summary>True once an append has failed: there is no use in another.</summary>
    public bool HasFailed { get; private set; }

    /// <summary>Makes the file, or empties the one of that name.</summary>
    /// <exception cref="CaptureFileException">That is not possible, or the file is open as a capture to be read.</exception>
    public static CaptureOutput Create(string path)
    {
        try
        {
            // Not shared: the runtime then asks for the file's lock before it empties it, and every open
            // CaptureFileSource holds that lock. Input cannot be overwritten, by whatever link it is named.
            var handle = File.OpenHandle(path, FileMode.Create, FileAccess.Write, FileShare.None);
            return new CaptureOutput(path, handle);
        }
        catch (Exception exception) when (FileErrors.IsRefusal(exception))
        {
            throw FileErrors.Refusal(path, "written", exception);
        }
    }

    /// <summary>Writes at the end of the file.</summary>
    /// <exception cref="CaptureFileException">The operating system refuses; the disk is full.</exception>
    public void Append(ReadOnlySpan<byte> bytes)
    {
        try
        {
            RandomAccess.Write(_handle, bytes, _length);
            _length += bytes.Length;
        }
        catch (IOException exception)
        {
            HasFailed = true;
            TakeBack();
            throw new CaptureFileException(
                $"{Path}: writing failed after {_length} bytes, the capture is incomplete ({FileErrors.Cause(exception)})",
                exception
            );
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _handle.Dispose();

    private void TakeBack()
    {
        try
        {
            RandomAccess.SetLength(_handle, _length);
        }
        catch (IOException)
        {
            // A pipe or device has no length to take back; the failed write is what gets reported.
        }
    }
}
