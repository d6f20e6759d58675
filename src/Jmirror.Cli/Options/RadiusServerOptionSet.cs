using System.CommandLine;
using Jmirror.Protocol.Ip;
using Jmirror.Provisioning.Configuration;

namespace Jmirror.Cli.Options;

/// <summary>The RADIUS servers by which subscribers log in.</summary>
internal sealed class RadiusServerOptionSet
{
    private const string SecretName = "--radius-secret";

    private readonly Option<Endpoint[]?> _servers = OptionKit.Repeated<Endpoint>(
        "--radius",
        "IP[:PORT]",
        "Log subscribers in by this RADIUS server, with accounting from Start to Stop at the next port: a session comes up when "
            + "the server accepts. Given more than once: the next one is asked when one does not answer. Default port 1812. "
            + $"Example: --radius 198.51.100.2 {SecretName} radius.secret",
        "an IPv4 address with or without a port (198.51.100.2:1812)",
        Endpoint.TryParse
    );
    private readonly Option<string?> _secret = new(SecretName)
    {
        Description =
            "File whose first line is the secret shared with the servers of --radius; nobody but its owner may read it (mode "
            + $"0600). Example: {SecretName} radius.secret",
        HelpName = "FILE",
    };

    public void AddTo(Command command)
    {
        command.Options.Add(_servers);
        command.Options.Add(_secret);
    }

    /// <summary>How subscribers log in; null: nobody is told.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="radius">A scenario's; servers that are given take the place of its servers.</param>
    /// <exception cref="CommandException">Servers without a secret, or a secret without servers.</exception>
    public RadiusConfig? Read(ParseResult parsed, RadiusConfig? radius)
    {
        var secret = parsed.GetValue(_secret);
        if (parsed.GetValue(_servers) is not { Length: > 0 } servers)
            return secret is null
                ? radius
                : throw new CommandException(
                    $"{SecretName} goes with --radius: say which server it is shared with"
                );
        if (secret is null)
            throw new CommandException($"--radius needs {SecretName} FILE, which holds the shared secret");
        return (radius ?? new RadiusConfig()) with
        {
            Servers = [.. servers.Select(one => ServerOf(one, secret))],
        };
    }

    private static RadiusServerConfig ServerOf(Endpoint server, string secret)
    {
        var config = new RadiusServerConfig
        {
            Address = IpPrefix.FromIpv4(server.Address.Value),
            Secret = new SecretConfig(null, secret),
        };
        if (server.Port is not { } port)
            return config;
        if (port == ushort.MaxValue)
            throw new CommandException(
                "--radius: accounting has the next port, and there is none after 65535"
            );
        return config with { Port = port, AccountingPort = (ushort)(port + 1) };
    }
}
