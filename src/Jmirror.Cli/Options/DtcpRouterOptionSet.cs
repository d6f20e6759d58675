using System.CommandLine;
using System.Text;
using Jmirror.Cli.Dtcp;
using Jmirror.Protocol.Dtcp;
using Jmirror.Provisioning.Configuration;

namespace Jmirror.Cli.Options;

/// <summary>Which router a DTCP request goes to, as whom, and how.</summary>
internal sealed class DtcpRouterOptionSet
{
    private readonly Option<string> _router = new("--router")
    {
        Description = "Name or address of the router. Default 127.0.0.1.",
        HelpName = "HOST",
        DefaultValueFactory = _ => "127.0.0.1",
    };

    private readonly Option<uint?> _port = OptionKit.Number(
        "--port",
        "N",
        $"Port of its DTCP service. Default {DtcpConfig.DefaultPort}.",
        1,
        ushort.MaxValue
    );

    private readonly Option<string> _user = new("--user")
    {
        Description = "User of the router; also the Csource-ID. Example: li-user",
        HelpName = "NAME",
        Required = true,
    };

    private readonly Option<string> _subsystem = new("--subsystem")
    {
        Description = $"Name of the SSH subsystem. Default {DtcpConfig.DefaultSubsystem}.",
        HelpName = "NAME",
        DefaultValueFactory = _ => DtcpConfig.DefaultSubsystem,
    };

    private readonly Option<string> _key = new("--key")
    {
        Description = $"Key of the digest. Default {DtcpConfig.DefaultKey}, as in all of Juniper's examples.",
        HelpName = "TEXT",
        DefaultValueFactory = _ => DtcpConfig.DefaultKey,
    };

    private readonly Option<string> _version = new("--dtcp-version")
    {
        Description = "Version of the protocol: 0.6, 0.7 or 0.8. Default 0.7.",
        HelpName = "N.N",
        DefaultValueFactory = _ => "0.7",
    };

    private readonly Option<ulong> _seq = new("--seq")
    {
        Description = "Sequence number. Default 1.",
        HelpName = "N",
        DefaultValueFactory = _ => 1,
    };

    private readonly Option<string[]> _ssh = new("--ssh-option")
    {
        Description = "Option for ssh, as behind its -o; may be repeated. Example: IdentityFile=~/.ssh/li",
        HelpName = "NAME=VALUE",
        AllowMultipleArgumentsPerToken = false,
    };

    private readonly Option<bool> _print = new("--print")
    {
        Description = "Print the signed request instead of sending it.",
    };

    private readonly Option<bool> _json = CommonOptions.Json();

    public void AddTo(Command command)
    {
        Option[] all = [_user, _router, _port, _subsystem, _key, _version, _seq, _ssh, _print, _json];
        foreach (var option in all)
            command.Options.Add(option);
    }

    public DtcpRequestSettings Read(ParseResult parsed)
    {
        var version = parsed.GetValue(_version)!;
        if (!DtcpVersion.TryParse($"DTCP/{version}", out var known) || !known.IsSupported)
            throw new CommandException($"--dtcp-version '{version}' is not 0.6, 0.7 or 0.8");
        return new DtcpRequestSettings
        {
            Router = parsed.GetValue(_router)!,
            Port = (ushort)(parsed.GetValue(_port) ?? DtcpConfig.DefaultPort),
            User = parsed.GetRequiredValue(_user),
            Subsystem = parsed.GetValue(_subsystem)!,
            Key = Encoding.UTF8.GetBytes(parsed.GetValue(_key)!),
            Version = known,
            Seq = parsed.GetValue(_seq),
            SshOptions = parsed.GetValue(_ssh) ?? [],
            Print = parsed.GetValue(_print),
            Json = parsed.GetValue(_json),
        };
    }
}
