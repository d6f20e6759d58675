using System.ComponentModel;
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace Jmirror.Cli.Dtcp;

/// <summary>
/// Keeps the SSH front alive: a process of its own, without privileges. When it dies mirroring goes on; it is started
/// again, with growing pauses, and the ordinary log says so.
/// </summary>
internal sealed class SshFrontSupervisor : IDisposable
{
    private const int SOL_SOCKET = 1;
    private const int SO_PEERCRED = 17;
    private const int UcredLength = 12; // struct ucred (linux/socket.h): pid, uid, gid

    // Debian's user and group nobody.
    private const string Nobody = "65534";

    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan LongLife = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan StartTime = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan EndTime = TimeSpan.FromSeconds(3);

    private readonly FrontStarter _starter;
    private readonly Func<FrontOrders> _orders;
    private readonly Action<string, string> _keepHostKey;
    private readonly Action<string> _say;
    private readonly TaskCompletionSource<string> _firstStart = new();
    private readonly ManualResetEventSlim _stop = new();
    private readonly Thread _thread;
    private volatile Process? _process;
    private IPEndPoint? _endpoint;

    /// <summary>Prepares; <see cref="Start"/> starts.</summary>
    /// <param name="starter">Has the privileges to start the front without any.</param>
    /// <param name="orders">Gives the orders for each start.</param>
    /// <param name="keepHostKey">Keeps a host key that the front made: name and PEM.</param>
    /// <param name="say">The ordinary log.</param>
    public SshFrontSupervisor(
        FrontStarter starter,
        Func<FrontOrders> orders,
        Action<string, string> keepHostKey,
        Action<string> say
    )
    {
        (_starter, _orders, _keepHostKey, _say) = (starter, orders, keepHostKey, say);
        _thread = new Thread(KeepAlive) { IsBackground = true, Name = "ssh front" };
    }

    /// <summary>Starts the front for the first time and waits until clients can come; where it listens.</summary>
    /// <exception cref="CommandException">It cannot work here.</exception>
    public string Start()
    {
        _thread.Start();
        try
        {
            return _firstStart.Task.WaitAsync(StartTime).GetAwaiter().GetResult();
        }
        catch (TimeoutException)
        {
            throw new CommandException("the DTCP front does not start", ExitCode.Environment);
        }
    }

    /// <summary>True when the socket's peer is the front.</summary>
    public bool IsFront(Socket socket)
    {
        Span<byte> credentials = stackalloc byte[UcredLength];
        socket.GetRawSocketOption(SOL_SOCKET, SO_PEERCRED, credentials);
        return _process is { } process && BitConverter.ToInt32(credentials) == process.Id;
    }

    public void Dispose()
    {
        _stop.Set();
        if (_process is { } process)
            End(process);
        if (_thread.IsAlive)
            _thread.Join();
        _stop.Dispose();
    }

    private void KeepAlive()
    {
        var pause = FirstPause;
        while (!_stop.IsSet)
        {
            var begin = Stopwatch.GetTimestamp();
            var end = RunOnce();
            if (_stop.IsSet)
                return;
            if (_firstStart.TrySetException(new CommandException(end, ExitCode.Environment)))
                return;
            pause = Stopwatch.GetElapsedTime(begin) > LongLife ? FirstPause : pause;
            _say($"the DTCP front has ended ({end}); it starts again in {pause.TotalSeconds:0} s");
            _stop.Wait(pause);
            pause = pause + pause < LongestPause ? pause + pause : LongestPause;
        }
    }

    private string RunOnce()
    {
        if (Environment.IsPrivilegedProcess && FrontProgram.Obstacle() is { } obstacle)
            return obstacle;
        try
        {
            using var process = _starter.Start(HowToStart());
            _process = process;
            if (_stop.IsSet)
                End(process);
            var lastError = "";
            process.ErrorDataReceived += (_, line) =>
                lastError = string.IsNullOrWhiteSpace(line.Data) ? lastError : line.Data;
            process.BeginErrorReadLine();
            var orders = _orders();
            // Clients come back to where it was, whichever port the kernel gave.
            process.StandardInput.WriteLine(
                (_endpoint is null ? orders : orders with { Listen = _endpoint }).ToLine()
            );
            process.StandardInput.Flush();
            while (process.StandardOutput.ReadLine() is { } line)
                FrontReport.Take(line, _keepHostKey, NowListening, _say);
            process.WaitForExit();
            _process = null;
            return lastError.Length > 0
                ? lastError.Replace("jmirror: ", "", StringComparison.Ordinal)
                : $"exit code {process.ExitCode}";
        }
        catch (Win32Exception failure)
        {
            return $"setpriv of util-linux cannot be run: {failure.Message}";
        }
        // Whatever the front says or leaves behind, the run goes on.
        catch (Exception failure)
            when (failure is IOException or UnauthorizedAccessException or FormatException or CommandException
            )
        {
            return failure.Message;
        }
    }

    private void NowListening(string endpoint)
    {
        _endpoint = IPEndPoint.Parse(endpoint);
        if (!_firstStart.TrySetResult(endpoint))
            _say($"the DTCP front is back on {endpoint}");
    }

    // setpriv takes every privilege away before the program begins; what the program file may hold of them (setcap)
    // no-new-privs keeps from it.
    private static ProcessStartInfo HowToStart()
    {
        var start = new ProcessStartInfo("setpriv")
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            UseShellExecute = false,
            RedirectStandardError = true,
            WorkingDirectory = "/",
        };
        start.ArgumentList.Add("--no-new-privs");
        start.ArgumentList.Add("--inh-caps=-all");
        start.ArgumentList.Add("--ambient-caps=-all");
        if (Environment.IsPrivilegedProcess)
        {
            start.ArgumentList.Add($"--reuid={Nobody}");
            start.ArgumentList.Add($"--regid={Nobody}");
            start.ArgumentList.Add("--clear-groups");
        }
        start.ArgumentList.Add(OwnProgram.Path);
        start.ArgumentList.Add("dtcp");
        start.ArgumentList.Add("front");
        return start;
    }

    private void End(Process process)
    {
        try
        {
            // The end of its input ends it.
            process.StandardInput.Close();
            if (!process.WaitForExit(EndTime))
                _starter.Kill(process);
        }
        catch (Exception end) when (end is InvalidOperationException or IOException)
        {
            // It has ended by itself.
        }
    }
}
