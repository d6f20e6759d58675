using System.Diagnostics;
using Jmirror.Cli.Dtcp;
using Jmirror.Provisioning.Scenarios.Steps;

namespace Jmirror.Cli.Scenarios.Steps;

/// <summary>DTCP through the system's ssh.</summary>
internal sealed class SshDtcpLink : DtcpLink
{
    private const string LoggedIn = "jmirror-logged-in";

    // ssh runs LocalCommand once it has logged in. Before that, silence would say nothing about the router; and nobody
    // is there to be asked for a password.
    private static readonly string[] OwnOptions =
    [
        "BatchMode=yes",
        "PermitLocalCommand=yes",
        $"LocalCommand=echo {LoggedIn} >&2",
    ];

    private readonly Process _ssh;

    private SshDtcpLink(Process ssh) => _ssh = ssh;

    public static new async Task<DtcpLink> OpenAsync(DtcpRequestStep step, CancellationToken cancellation)
    {
        var ssh = new SshClient(
            step.Router,
            step.Port,
            step.User,
            step.Subsystem,
            [.. OwnOptions, .. step.SshOptions]
        ).Start(readsErrors: true);
        var link = new SshDtcpLink(ssh);
        try
        {
            var said = "";
            while (await ssh.StandardError.ReadLineAsync(cancellation).ConfigureAwait(false) is { } line)
            {
                if (line is LoggedIn)
                {
                    // Nobody else reads what it says later, and it must not wait for a reader.
                    _ = ssh.StandardError.ReadToEndAsync(CancellationToken.None);
                    return link;
                }
                said = line;
            }
            throw new CommandException($"ssh does not log in: {said}", ExitCode.Environment);
        }
        catch
        {
            link.Close();
            throw;
        }
    }

    public override async ValueTask SendAsync(byte[] request, CancellationToken cancellation)
    {
        var stream = _ssh.StandardInput.BaseStream;
        await stream.WriteAsync(request, cancellation).ConfigureAwait(false);
        await stream.FlushAsync(cancellation).ConfigureAwait(false);
    }

    protected override ValueTask<int> ReadAsync(Memory<byte> chunk, CancellationToken cancellation) =>
        _ssh.StandardOutput.BaseStream.ReadAsync(chunk, cancellation);

    protected override void Close()
    {
        if (!_ssh.HasExited)
            _ssh.Kill();
        _ssh.WaitForExit();
        _ssh.Dispose();
    }
}
