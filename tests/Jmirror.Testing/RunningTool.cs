using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text;

namespace Jmirror.Testing;

/// <summary>A program that runs beside the test: a capture, a flood, the program under test in mid-run.</summary>
public sealed class RunningTool : IDisposable
{
    private const int SIGHUP = 1;
    private const int SIGINT = 2;
    private const int SIGTERM = 15;

    // Who starts the tests in the background of a shell script has them ignore Ctrl-C, and nohup SIGHUP, and with
    // them all programs they start.
    private const string Env = "/usr/bin/env";
    private const string HearSignals = "--default-signal=INT,HUP";

    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(1);

    private readonly Process _process;
    private readonly string _name;
    private readonly Task<string> _output;
    private readonly StringBuilder _error = new();

    private RunningTool(Process process, string name)
    {
        _process = process;
        _name = name;
        _output = process.StandardOutput.ReadToEndAsync();
        process.ErrorDataReceived += (_, line) => TakeError(line.Data);
        process.BeginErrorReadLine();
    }

    /// <summary>Starts a program. Its standard input is empty.</summary>
    public static RunningTool Start(string path, IReadOnlyList<string> arguments)
    {
        var tool = StartSilently(path, arguments, []);
        tool._process.StandardInput.Close();
        return tool;
    }

    /// <summary>Starts a program. Its standard input has these bytes and then falls silent, without an end.</summary>
    public static RunningTool StartSilently(string path, IReadOnlyList<string> arguments, byte[] input)
    {
        var start = new ProcessStartInfo(Env, [HearSignals, path, .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
            UseShellExecute = false,
        };
        var process = Process.Start(start)!;
        process.StandardInput.BaseStream.Write(input);
        process.StandardInput.BaseStream.Flush();
        return new RunningTool(process, $"{path} {string.Join(' ', arguments)}");
    }

    /// <summary>Its process.</summary>
    public int Id => _process.Id;

    /// <summary>True once the program has ended by itself.</summary>
    public bool HasEnded => _process.HasExited;

    /// <summary>Waits until the program has said <paramref name="text"/> on its standard error.</summary>
    public void WaitUntilItSays(string text)
    {
        bool HasSaid()
        {
            lock (_error)
                return _error.ToString().Contains(text, StringComparison.Ordinal);
        }
        Waiting.Until(
            () => HasSaid() || (HasEnded ? throw new InvalidOperationException(Describe()) : false),
            $"{_name} says \"{text}\""
        );
    }

    /// <summary>Tells it to read its configuration again.</summary>
    public void HangUp() => Signal(SIGHUP);

    /// <summary>Presses Ctrl-C and waits for the end.</summary>
    public ToolResult Interrupt() => EndBy(SIGINT);

    /// <summary>Ends it without a chance to tidy up, and waits for the end.</summary>
    public void Kill()
    {
        _process.Kill();
        _process.WaitForExit();
    }

    /// <summary>Asks it to end, as a service manager does, and waits for the end.</summary>
    public ToolResult Terminate() => EndBy(SIGTERM);

    /// <summary>Waits until the program ends by itself.</summary>
    public ToolResult WaitForEnd()
    {
        if (!_process.WaitForExit(Limit))
        {
            _process.Kill();
            Assert.Fail($"{_name} did not end within {Limit}");
        }
        // The overload without limit also waits for the last lines.
        _process.WaitForExit();
        return new ToolResult(_process.ExitCode, _output.GetAwaiter().GetResult(), ErrorSoFar());
    }

    public void Dispose()
    {
        if (!HasEnded)
            _process.Kill();
        _process.Dispose();
    }

    private ToolResult EndBy(int signal)
    {
        Signal(signal);
        return WaitForEnd();
    }

    private void Signal(int signal)
    {
        if (!HasEnded && kill(_process.Id, signal) != 0 && !HasEnded)
            throw new InvalidOperationException($"kill: errno {Marshal.GetLastPInvokeError()}");
    }

    private void TakeError(string? line)
    {
        lock (_error)
            _error.AppendLine(line);
    }

    /// <summary>What it has said on its standard error until now.</summary>
    public string ErrorSoFar()
    {
        lock (_error)
            return _error.ToString();
    }

    private string Describe() => $"{_name} ended with {_process.ExitCode}: {ErrorSoFar()}";

    [DllImport("libc", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int kill(int process, int signal);
}
