using System.CommandLine;

namespace Jmirror.Cli.Options;

/// <summary>The UDP ports of <c>--port</c>, the same in every command that reads mirrored packets.</summary>
internal static class PortList
{
    public static Option<string?> Option() =>
        new("--port")
        {
            Description =
                "UDP destination ports that carry mirrored packets. Without it, mirrored packets are recognised on any port by "
                + "what they carry. Example: --port 30030,6502",
            HelpName = "N,…",
        };

    /// <summary>The ports; null when there is no text.</summary>
    /// <exception cref="CommandException">A part is no port.</exception>
    public static HashSet<ushort>? Parse(string? text)
    {
        if (text is null)
            return null;
        var ports = new HashSet<ushort>();
        foreach (var part in text.Split(','))
        {
            if (!OptionKit.TryParseNumber(part, out var port) || port is 0 or > ushort.MaxValue)
                throw new CommandException($"--port '{part}' is not a UDP port from 1 to 65535");
            ports.Add((ushort)port);
        }
        return ports;
    }
}
