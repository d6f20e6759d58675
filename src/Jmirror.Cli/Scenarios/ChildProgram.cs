using System.ComponentModel;
using System.Diagnostics;
using System.Text;
using System.Text.Json;
using Jmirror.Network.Linux;

namespace Jmirror.Cli.Scenarios;

/// <summary>A command of our own program, in a process of its own: started, heard, and ended whatever happens.</summary>
internal sealed class ChildProgram : IDisposable
{
    private static readonly TimeSpan StartTime = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan EndTime = TimeSpan.FromSeconds(60);

    // Ctrl-C reaches children too, and a second signal would end them without their summary.
    private static readonly TimeSpan OwnEndTime = TimeSpan.FromSeconds(2);

    /// <summary>How often to look after children.</summary>
    public static readonly TimeSpan Look = TimeSpan.FromMilliseconds(20);

    private readonly Process _process;
    private readonly Task<string> _output;
    private readonly StringBuilder _errors = new();
    private readonly ManualResetEventSlim _errorsEnded = new();

    private ChildProgram(string command, Process process)
    {
        Command = command;
        _process = process;
        _output = process.StandardOutput.ReadToEndAsync();
        process.ErrorDataReceived += (_, line) => Take(line.Data);
        process.BeginErrorReadLine();
    }

    /// <summary>The command's name.</summary>
    public string Command { get; }

    /// <summary>True once it has ended.</summary>
    public bool HasEnded => _process.HasExited;

    /// <summary>Its exit code; null before its end.</summary>
    public int? EndedWith => HasEnded ? _process.ExitCode : null;

    /// <summary>What it has said on standard error until now.</summary>
    public string Errors
    {
        get
        {
            lock (_errors)
                return _errors.ToString();
        }
    }

    /// <summary>Starts a command.</summary>
    /// <param name="program">The program file.</param>
    /// <param name="arguments">The command's name first.</param>
    /// <exception cref="CommandException">It cannot be started.</exception>
    public static ChildProgram Start(string program, IReadOnlyList<string> arguments)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        try
        {
            var process = Process.Start(start)!;
            process.StandardInput.Close();
            return new ChildProgram(arguments[0], process);
        }
        catch (Win32Exception failure)
        {
            throw new CommandException(
                $"{program} cannot be started: {failure.Message}",
                ExitCode.Environment
            );
        }
    }

    /// <summary>Waits until it has said <paramref name="text"/> on standard error.</summary>
    /// <exception cref="CommandException">It ended before, or says nothing for half a minute.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public void WaitUntilItSays(string text, CancellationToken cancellation)
    {
        var begin = Stopwatch.GetTimestamp();
        while (!Errors.Contains(text, StringComparison.Ordinal))
        {
            cancellation.ThrowIfCancellationRequested();
            if (HasEnded)
                throw Failure(End());
            if (Stopwatch.GetElapsedTime(begin) > StartTime)
                throw new CommandException(
                    $"jmirror {Command} is not ready after {StartTime.TotalSeconds:0} s: {Errors}",
                    ExitCode.Environment
                );
            cancellation.WaitHandle.WaitOne(Look);
        }
    }

    /// <summary>Waits until one of them ends by itself.</summary>
    /// <param name="children">Those that are waited for.</param>
    /// <param name="limit">How long; null: however long it takes.</param>
    /// <param name="cancellation">Ends the wait.</param>
    public static void WaitForAnyEnd(
        IReadOnlyList<ChildProgram> children,
        TimeSpan? limit,
        CancellationToken cancellation
    )
    {
        var begin = Stopwatch.GetTimestamp();
        while (!children.Any(child => child.HasEnded) && !cancellation.IsCancellationRequested)
        {
            if (Stopwatch.GetElapsedTime(begin) > limit)
                return;
            cancellation.WaitHandle.WaitOne(Look);
        }
    }

    /// <summary>Gives it a moment to end by the signal that we had too.</summary>
    public void ExpectOwnEnd() => _process.WaitForExit(OwnEndTime);

    /// <summary>Ends it when it has not ended by itself; what came of it.</summary>
    public ChildOutcome End()
    {
        ProcessSignal.Terminate(_process);
        if (!_process.WaitForExit(EndTime))
        {
            _process.Kill();
            _process.WaitForExit();
        }
        // The last lines may come when the process has gone.
        _errorsEnded.Wait(StartTime);
        return new ChildOutcome(Command, _process.ExitCode, _output.GetAwaiter().GetResult(), Errors);
    }

    public void Dispose()
    {
        if (!HasEnded)
            End();
        _process.Dispose();
        _errorsEnded.Dispose();
    }

    /// <summary>How a command ends of which a child could not do its work.</summary>
    public static CommandException Failure(ChildOutcome outcome) =>
        new(
            $"{outcome.Command}: {outcome.LastWords}",
            outcome.ExitCode is ExitCode.BadInput ? ExitCode.BadInput : ExitCode.Environment
        );

    private void Take(string? line)
    {
        if (line is null)
        {
            _errorsEnded.Set();
            return;
        }
        lock (_errors)
            _errors.AppendLine(line);
    }
}

/// <summary>What came of a command.</summary>
/// <param name="Command">Its name.</param>
/// <param name="ExitCode">How it ended.</param>
/// <param name="Output">What it printed on standard output: with --json, its summary.</param>
/// <param name="Errors">What it said on standard error.</param>
internal sealed record ChildOutcome(string Command, int ExitCode, string Output, string Errors)
{
    private const string Prefix = "jmirror: ";

    // Of a process that a signal ended: wait(2), as shells tell it.
    private const int FirstSignal = 128;

    /// <summary>True when it ended although nobody had told it to.</summary>
    public bool IsEarly { get; init; }

    /// <summary>Its summary; null when it ended without one.</summary>
    public JsonElement? Summary { get; } = SummaryOf(Output);

    /// <summary>What went wrong, in its own words.</summary>
    public string LastWords =>
        ExitCode is > FirstSignal and not Cli.ExitCode.Interrupted
            ? $"ended by signal {ExitCode - FirstSignal}"
        : Errors.TrimEnd().Split('\n')[^1] is { Length: > 0 } line
            ? line.Replace(Prefix, "", StringComparison.Ordinal)
        : $"ended with exit code {ExitCode} and said nothing";

    /// <summary>The problems that its summary tells.</summary>
    public IReadOnlyList<string> Problems =>
        Summary is { } summary && summary.TryGetProperty("problems", out var problems)
            ? [.. problems.EnumerateArray().Select(problem => problem.GetString()!)]
            : [];

    private static JsonElement? SummaryOf(string output)
    {
        try
        {
            return output.Length == 0 ? null : JsonDocument.Parse(output).RootElement;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
