using Jmirror.Engine.Frames;

namespace Jmirror.Network.Files;

/// <summary>A capture file to read.</summary>
/// <param name="Path">The file; <see cref="CaptureFileSource.StandardInput"/> is standard input.</param>
/// <param name="InterfaceName">The capture interface it stands for; null to take the name from the file.</param>
public sealed record CaptureInput(string Path, string? InterfaceName = null);

/// <summary>
/// Several capture files read one after another as if they were one. No batch holds frames of two files.
/// </summary>
public sealed class CaptureSequence : IRewindableSource
{
    private readonly IReadOnlyList<CaptureInput> _inputs;
    private readonly CaptureInterfaces _interfaces;
    private readonly CancellationToken _cancellation;
    private readonly CaptureFileSource?[] _opened;
    private readonly List<CaptureProblem> _problems = [];
    private int _current;

    private CaptureSequence(
        IReadOnlyList<CaptureInput> inputs,
        CaptureInterfaces interfaces,
        CancellationToken cancellation
    )
    {
        _inputs = inputs;
        _interfaces = interfaces;
        _cancellation = cancellation;
        _opened = new CaptureFileSource?[inputs.Count];
    }

    /// <summary>
    /// Opens all files, so that an unreadable last one is told before the first packet is sent.
    /// </summary>
    /// <param name="inputs">The files.</param>
    /// <param name="interfaces">Numbers the capture interfaces that they mention.</param>
    /// <param name="cancellation">Ends the wait for standard input, which then ends there.</param>
    /// <exception cref="CaptureFileException">One of the files cannot be read.</exception>
    /// <exception cref="OperationCanceledException">The wait ended before the header was read.</exception>
    public static CaptureSequence Open(
        IReadOnlyList<CaptureInput> inputs,
        CaptureInterfaces interfaces,
        CancellationToken cancellation = default
    )
    {
        var sequence = new CaptureSequence(inputs, interfaces, cancellation);
        try
        {
            sequence.OpenAll();
        }
        catch
        {
            sequence.Dispose();
            throw;
        }
        return sequence;
    }

    /// <summary>
    /// Files of the current pass that ended before their time, in order. A rewind empties the list.
    /// </summary>
    public IReadOnlyList<CaptureProblem> Problems => _problems;

    /// <summary>Bytes read of all files of this pass, as stored.</summary>
    public long BytesRead { get; private set; }

    /// <summary>Length of all files together, as stored; null when one of them is a pipe.</summary>
    public long? TotalBytes { get; private set; }

    /// <inheritdoc/>
    public ReceiveStatus Receive(out FrameBatch batch)
    {
        while (_current < _opened.Length)
        {
            var source = _opened[_current]!;
            var before = source.BytesRead;
            var status = source.Receive(out batch);
            BytesRead += source.BytesRead - before;
            if (status == ReceiveStatus.Frames)
                return status;
            if (source.Problem is { } problem)
                _problems.Add(problem);
            source.Dispose();
            _opened[_current++] = null;
        }
        batch = default;
        return ReceiveStatus.End;
    }

    /// <inheritdoc/>
    public void Rewind()
    {
        if (TotalBytes is null)
            throw new CaptureFileException(
                $"{string.Join(", ", _inputs.Select(input => input.Path))}: a pipe can be read only once; write it to a file to repeat it"
            );
        Dispose();
        _problems.Clear();
        _current = 0;
        OpenAll();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var source in _opened)
            source?.Dispose();
        Array.Clear(_opened);
        _current = _opened.Length;
    }

    private void OpenAll()
    {
        BytesRead = 0;
        TotalBytes = 0;
        for (var i = 0; i < _inputs.Count; i++)
        {
            var source = CaptureFileSource.Open(
                _inputs[i].Path,
                _interfaces,
                _inputs[i].InterfaceName,
                _cancellation
            );
            _opened[i] = source;
            BytesRead += source.BytesRead;
            TotalBytes += source.TotalBytes;
        }
    }
}
