using System.Diagnostics;
using System.Globalization;

namespace Jmirror.Cli.Searching;

/// <summary>A command of the user's that prints how many packets have arrived, asked before and after each trial.</summary>
internal sealed class CommandCounter(string command) : IArrivalCounter
{
    private const string Shell = "/bin/sh";

    // Long enough for a login at a distant analyzer, short enough for one that asks for a password.
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    private long _before;

    public string Name => $"the command {command}";

    public void Begin(CancellationToken cancellation) => _before = Read(cancellation);

    public Arrivals End(TimeSpan settle, CancellationToken cancellation)
    {
        cancellation.WaitHandle.WaitOne(settle);
        var after = Read(cancellation);
        return after >= _before
            ? new Arrivals(after - _before, 0)
            : throw new ArrivalsUnknownException(
                $"the counter went back from {_before} to {after} during a trial; it has to count upwards only"
            );
    }

    public void Dispose() { }

    private long Read(CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        var start = new ProcessStartInfo(Shell, ["-c", command])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        using var process = Process.Start(start)!;
        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEndAsync(cancellation);
        var error = process.StandardError.ReadToEndAsync(cancellation);
        try
        {
            if (!Task.WaitAll([output, error, process.WaitForExitAsync(cancellation)], Limit))
                throw new ArrivalsUnknownException(
                    $"the counter command did not end within {Limit.TotalSeconds:0} s: {command}"
                );
        }
        catch (AggregateException failure) when (failure.InnerException is OperationCanceledException)
        {
            throw new OperationCanceledException(cancellation);
        }
        finally
        {
            if (!process.HasExited)
                process.Kill(entireProcessTree: true);
        }
        if (process.ExitCode != 0)
            throw new ArrivalsUnknownException(
                $"the counter command ended with {process.ExitCode}: {FirstLineOf(error.Result, "it said nothing")}"
            );
        return long.TryParse(output.Result, CultureInfo.InvariantCulture, out var count)
            ? count
            : throw new ArrivalsUnknownException(
                $"the counter command has to print one whole number, but printed {FirstLineOf(output.Result, "nothing")}"
            );
    }

    private static string FirstLineOf(string text, string ifNone) =>
        text.Split('\n').Select(line => line.Trim()).FirstOrDefault(line => line.Length > 0) is { } line
            ? $"\"{line}\""
            : ifNone;
}
