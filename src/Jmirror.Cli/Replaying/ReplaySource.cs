using Jmirror.Engine.Frames;
using Jmirror.Engine.Pacing;
using Jmirror.Network.Files;

namespace Jmirror.Cli.Replaying;

/// <summary>
/// The captures of a replay, as often as threads and loops need them: read from memory where that keeps files out of
/// the way of the rate, streamed otherwise.
/// </summary>
internal sealed class ReplaySource : IDisposable
{
    // Beyond this, captures are streamed anew in each pass.
    private const long PreloadLimit = 2L << 30;

    private readonly List<CaptureSequence> _files = [];
    private readonly List<IRewindableSource> _sourceOfThread = [];
    private readonly PreloadedSource? _preloaded;
    private readonly List<CaptureProblem> _problems = [];
    private readonly CancellationToken _cancellation;

    private ReplaySource(
        ReplaySettings settings,
        CaptureInterfaces interfaces,
        CancellationToken cancellation
    )
    {
        _cancellation = cancellation;
        var files = OpenFiles(settings, interfaces);
        if (IsWorthPreloading(settings))
            _preloaded = TryPreload(files);
        for (var thread = 0; thread < settings.Threads; thread++)
        {
            _sourceOfThread.Add(
                _preloaded?.Share()
                    ?? (IRewindableSource)(thread == 0 ? files : OpenFiles(settings, interfaces))
            );
        }
    }

    /// <summary>Sentences about captures that ended before their time.</summary>
    public IEnumerable<string> Problems =>
        (_preloaded is null ? _files[0].Problems : _problems).Select(problem => problem.Message);

    /// <exception cref="CommandException">A capture cannot be read.</exception>
    public static ReplaySource Open(
        ReplaySettings settings,
        CaptureInterfaces interfaces,
        CancellationToken cancellation
    )
    {
        try
        {
            return new ReplaySource(settings, interfaces, cancellation);
        }
        catch (CaptureFileException failure)
        {
            throw new CommandException(failure.Message);
        }
    }

    /// <summary>One thread's source.</summary>
    public IRewindableSource Of(int thread) => _sourceOfThread[thread];

    /// <summary>Begins anew, for another run over the same captures.</summary>
    /// <exception cref="CaptureFileException">A capture cannot be had twice.</exception>
    public void Rewind() => _sourceOfThread.ForEach(source => source.Rewind());

    /// <summary>Part of one pass that is done, 0 to 1; null when there is no telling.</summary>
    /// <param name="framesRead">Frames of this pass.</param>
    public double? FractionOfPass(long framesRead)
    {
        if (_preloaded is not null)
            return _preloaded.Frames == 0 ? null : (double)framesRead / _preloaded.Frames;
        return _files[0].TotalBytes is > 0 and var total ? (double)_files[0].BytesRead / total : null;
    }

    public void Dispose()
    {
        foreach (var files in _files)
            files.Dispose();
    }

    private static bool IsWorthPreloading(ReplaySettings settings) =>
        settings.Loops != 1
        || settings.Threads > 1
        || (
            settings.Sends
            && settings.Pacing.Schedule is { Unit: PacingUnit.None }
            && !settings.Captures.Any(IsPipe)
        );

    private static bool IsPipe(CaptureArgument capture) => capture.Path is CaptureFileSource.StandardInput;

    private CaptureSequence OpenFiles(ReplaySettings settings, CaptureInterfaces interfaces)
    {
        var files = CaptureSequence.Open(
            [.. settings.Captures.Select(c => new CaptureInput(c.Path, c.Interface))],
            interfaces,
            _cancellation
        );
        _files.Add(files);
        return files;
    }

    private PreloadedSource? TryPreload(CaptureSequence files)
    {
        try
        {
            var preloaded = PreloadedSource.Load(files, PreloadLimit);
            _problems.AddRange(files.Problems);
            return preloaded;
        }
        catch (CaptureFileException)
        {
            // Too large for memory; a pipe says here that it cannot be had twice.
            files.Rewind();
            return null;
        }
    }
}
