using System.CommandLine;
using Jmirror.Provisioning.Configuration;

namespace Jmirror.Cli.Controlling;

/// <summary>The options that say which run a command talks to.</summary>
internal sealed class ControlOptions
{
    private readonly Option<string?> _socket = new("--socket")
    {
        HelpName = "PATH",
        Description =
            $"Unix socket of the run. Default: the only one in {ApiConfig.SocketFolder}. Example: {ApiConfig.SocketFolder}/lab.sock",
    };

    private readonly Option<Uri?> _url = new("--url")
    {
        HelpName = "URL",
        Description = "Address of the run's API on TCP; needs --token-file. Example: http://127.0.0.1:9465",
        CustomParser = result =>
        {
            var text = result.Tokens[0].Value;
            if (Uri.TryCreate(text, UriKind.Absolute, out var url) && url.Scheme is "http" or "https")
                return url;
            result.AddError($"--url '{text}' is not a URL such as http://127.0.0.1:9465");
            return null;
        },
    };

    private readonly Option<string?> _tokenFile = new("--token-file")
    {
        HelpName = "FILE",
        Description = "File with the token for --url. Example: /etc/jmirror/api.token",
    };

    /// <summary>Adds the options to a command.</summary>
    public void AddTo(Command command)
    {
        command.Options.Add(_socket);
        command.Options.Add(_url);
        command.Options.Add(_tokenFile);
    }

    /// <summary>A client of the run that the options name.</summary>
    /// <exception cref="CommandException">They name none.</exception>
    public ControlClient Open(ParseResult parsed)
    {
        var (socket, url, tokenFile) = (
            parsed.GetValue(_socket),
            parsed.GetValue(_url),
            parsed.GetValue(_tokenFile)
        );
        if (url is null)
        {
            return tokenFile is null
                ? ControlClient.OfSocket(socket ?? OnlySocket())
                : throw new CommandException("--token-file is for --url: give both");
        }
        if (socket is not null)
            throw new CommandException("--socket and --url name two runs: give one of them");
        return tokenFile is null
            ? throw new CommandException("--url needs the token: give --token-file too")
            : ControlClient.OfUrl(url, File.ReadAllText(tokenFile).Trim());
    }

    private static string OnlySocket()
    {
        string[] sockets = Directory.Exists(ApiConfig.SocketFolder)
            ? [.. Directory.EnumerateFiles(ApiConfig.SocketFolder, "*.sock").Order(StringComparer.Ordinal)]
            : [];
        return sockets switch
        {
            [var only] => only,
            [] => throw new CommandException(
                $"there is no socket in {ApiConfig.SocketFolder}: is `jmirror run` running? If its socket is elsewhere, say --socket PATH",
                ExitCode.Environment
            ),
            _ => throw new CommandException(
                $"there are several sockets, say which with --socket: {string.Join(", ", sockets)}"
            ),
        };
    }
}
