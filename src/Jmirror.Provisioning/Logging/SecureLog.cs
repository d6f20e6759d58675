using Jmirror.Engine.Registry;
using Microsoft.Extensions.Logging;

namespace Jmirror.Provisioning.Logging;

/// <summary>
/// Keeps the secure log: the latest lines in memory, as routers do, and all lines in a file where one is configured.
/// It names targets; the ordinary log never does.
/// </summary>
public sealed partial class SecureLog : IMirrorLog, IDisposable
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private readonly Lock _lock = new();
    private readonly MirrorEvent[] _ring;
    private readonly string? _path;
    private readonly ILogger _logger;
    private StreamWriter? _file;
    private long _written;
    private long _lost;

    private SecureLog(int size, string? path, ILogger logger)
    {
        _ring = new MirrorEvent[size];
        (_path, _logger) = (path, logger);
    }

    /// <summary>Opens the log.</summary>
    /// <param name="size">Lines kept in memory, at least 1.</param>
    /// <param name="path">File that lines are appended to, made with mode 0600, as its folder with 0700; null: memory only.</param>
    /// <param name="logger">The ordinary log: told when the file cannot be written.</param>
    /// <exception cref="IOException">The file cannot be opened, or is there and open to others.</exception>
    /// <exception cref="UnauthorizedAccessException">Likewise.</exception>
    public static SecureLog Open(int size, string? path, ILogger logger)
    {
        var log = new SecureLog(size, path, logger);
        log._file = path is null ? null : OpenFile(path);
        return log;
    }

    /// <summary>Lines that did not get into the file because it could not be written.</summary>
    public long LostLines => Interlocked.Read(ref _lost);

    /// <inheritdoc/>
    public void Write(in MirrorEvent line)
    {
        lock (_lock)
        {
            _ring[_written++ % _ring.Length] = line;
            if (_file is not null)
                WriteToFile(line);
        }
    }

    /// <summary>The latest lines in memory, oldest first, at most <paramref name="limit"/>.</summary>
    public IReadOnlyList<MirrorEvent> Latest(int limit)
    {
        lock (_lock)
        {
            var count = (int)Math.Min(Math.Min(limit, _ring.Length), _written);
            var lines = new MirrorEvent[count];
            for (var i = 0; i < count; i++)
                lines[i] = _ring[(_written - count + i) % _ring.Length];
            return lines;
        }
    }

    /// <summary>Goes on in a new file of the same name: who rotates logs has moved the old one away.</summary>
    public void Reopen()
    {
        if (_path is null)
            return;
        try
        {
            var fresh = OpenFile(_path);
            lock (_lock)
            {
                _file?.Dispose();
                _file = fresh;
            }
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            Log.NotReopened(_logger, failure.Message);
        }
    }

    /// <summary>Closes the file; the lines in memory are gone.</summary>
    public void Dispose()
    {
        lock (_lock)
        {
            try
            {
                _file?.Dispose();
            }
            catch (IOException failure)
            {
                Log.NotWritten(_logger, failure.Message);
            }
            _file = null;
        }
    }

    // Under the control plane's lock: a full disk must not stop the mirrors.
    private void WriteToFile(in MirrorEvent line)
    {
        try
        {
            _file!.Write($"{SecureLogText.Line(line)}\n");
        }
        catch (IOException failure)
        {
            if (Interlocked.Increment(ref _lost) == 1)
                Log.NotWritten(_logger, failure.Message);
        }
    }

    private static StreamWriter OpenFile(string path)
    {
        if (File.Exists(path) && (File.GetUnixFileMode(path) & ~OwnerOnly) is not UnixFileMode.None)
            throw new IOException($"the secure log {path} is open to others: chmod 600 {path}");
        if (Path.GetDirectoryName(path) is { Length: > 0 } folder && !Directory.Exists(folder))
            Directory.CreateDirectory(folder, OwnerOnly | UnixFileMode.UserExecute);
        var stream = new FileStream(
            path,
            new FileStreamOptions
            {
                Mode = FileMode.Append,
                Access = FileAccess.Write,
                Share = FileShare.ReadWrite | FileShare.Delete,
                UnixCreateMode = OwnerOnly,
                BufferSize = 0,
            }
        );
        return new StreamWriter(stream) { AutoFlush = true };
    }

    private static partial class Log
    {
        [LoggerMessage(
            EventId = 1,
            Level = LogLevel.Error,
            Message = "The secure log cannot be written to its file, lines are kept in memory only: {Reason}"
        )]
        public static partial void NotWritten(ILogger logger, string reason);

        [LoggerMessage(
            EventId = 2,
            Level = LogLevel.Error,
            Message = "The file of the secure log cannot be opened anew, the old one stays in use: {Reason}"
        )]
        public static partial void NotReopened(ILogger logger, string reason);
    }
}
