using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;

namespace Jmirror.EndToEnd.Tests.Live.Dtcp;

/// <summary>
/// A mediation device: Debian's ssh with a channel to the DTCP service, on which one request follows the answer to the
/// last. Digests are computed here, without any code of ours.
/// </summary>
internal sealed class SshChannel : IDisposable
{
    private static readonly byte[] Key = "Juniper"u8.ToArray();
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly Process _ssh;
    private int _seq;

    public SshChannel(string path, IReadOnlyList<string> arguments) =>
        _ssh = Process.Start(
            new ProcessStartInfo(path, arguments)
            {
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
                UseShellExecute = false,
            }
        )!;

    /// <summary>Sends a signed request; the answer, line by line, without time and digest.</summary>
    public string[] Ask(string method, params IEnumerable<string> parameters)
    {
        Send(Request(method, parameters));
        return ReadAnswer();
    }

    /// <summary>A signed request of the user.</summary>
    [SuppressMessage("Security", "CA5350", Justification = "DTCP signs by HMAC-SHA1 and nothing else.")]
    public string Request(string method, params IEnumerable<string> parameters)
    {
        string[] lines =
        [
            $"{method} DTCP/0.7",
            $"Csource-ID: {DtcpBed.User}",
            .. parameters,
            $"Seq: {++_seq}",
        ];
        var body = string.Concat(lines.Select(line => $"{line}\r\n"));
        var digest = HMACSHA1.HashData(Key, Encoding.UTF8.GetBytes(body));
        return $"{body}Authentication-Info: {Convert.ToHexStringLower(digest)}\r\n\r\n";
    }

    /// <summary>Sends whatever it is.</summary>
    public void Send(string text)
    {
        _ssh.StandardInput.Write(text);
        _ssh.StandardInput.Flush();
    }

    /// <summary>Sends what makes the service close the channel; false when it answers instead.</summary>
    public bool IsCutOffBy(string text)
    {
        try
        {
            Send(text);
        }
        catch (IOException)
        {
            // ssh ended before it had taken everything.
        }
        return ReadLine() is null;
    }

    public void Dispose()
    {
        _ssh.Kill();
        _ssh.WaitForExit();
        _ssh.Dispose();
    }

    private string[] ReadAnswer()
    {
        var lines = new List<string>();
        while (ReadLine() is not "" and var line)
            lines.Add(line ?? throw new InvalidOperationException("the channel was closed"));
        return
        [
            .. lines.Where(line =>
                !line.StartsWith("TIMESTAMP", StringComparison.Ordinal)
                && !line.StartsWith("AUTHENTICATION-INFO", StringComparison.Ordinal)
            ),
        ];
    }

    private string? ReadLine()
    {
        var reading = _ssh.StandardOutput.ReadLineAsync();
        Assert.True(reading.Wait(Patience), $"no answer within {Patience}");
        return reading.Result;
    }
}
