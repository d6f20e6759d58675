namespace Jmirror.Cli.Dtcp;

/// <summary>The line with which an SSH server hands a channel over; see <see cref="Provisioning.Dtcp.DtcpListener"/>.</summary>
internal static class Preamble
{
    public static string Line(string user, string address) => $"{user} {address}\n";
}
