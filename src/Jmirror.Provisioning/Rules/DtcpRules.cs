using Jmirror.Provisioning.Configuration;
using Jmirror.Provisioning.Yaml;

namespace Jmirror.Provisioning.Rules;

/// <summary>The DTCP service can be reached, and by somebody.</summary>
internal static class DtcpRules
{
    private const ushort FirstUnprivilegedPort = 1024;
    private const int LongestSocketPath = 107; // sun_path without its end, linux/un.h

    /// <summary>Checks the section, if there is one.</summary>
    public static void Check(EmulatorConfig config, ErrorList errors)
    {
        if (config.Dtcp is not { Origin.IsFaulty: false } dtcp)
            return;
        if (config.Router.Series == RouterSeries.E)
            errors.Add(
                dtcp.Origin.Position,
                "an E Series router has no DTCP: remove dtcp, or set router series: mx"
            );
        if (dtcp.Users.Count == 0)
            errors.Add(
                dtcp.Origin.Position,
                "dtcp has no users, so nobody could task: give it users, each with password-hash or authorized-keys"
            );
        if (dtcp is { Transport: DtcpTransport.Ssh, Port: < FirstUnprivilegedPort })
            errors.Add(
                dtcp.Origin.PositionOf("port"),
                $"port '{dtcp.Port}' is out of reach for the SSH server, which has no privileges: give {FirstUnprivilegedPort} or more"
            );
        if (dtcp.Transport == DtcpTransport.Socket && dtcp.Socket.Length > LongestSocketPath)
            errors.Add(
                dtcp.Origin.PositionOf("socket"),
                $"socket {Wording.Quote(dtcp.Socket)} is too long: a Unix socket's path has at most {LongestSocketPath} characters"
            );
        foreach (var user in dtcp.Users.Where(user => !user.Origin.IsFaulty))
            CheckUser(user, dtcp.Transport, errors);
    }

    private static void CheckUser(DtcpUserConfig user, DtcpTransport transport, ErrorList errors)
    {
        if (user.Name.Length == 0 || user.Name.Any(c => char.IsWhiteSpace(c) || char.IsControl(c)))
            errors.Add(
                user.Origin.Position,
                $"user {Wording.Quote(user.Name)} cannot log in: a name has no blanks"
            );
        if (transport == DtcpTransport.Ssh && user.PasswordHash is null && user.AuthorizedKeys.Count == 0)
            errors.Add(
                user.Origin.Position,
                $"user {Wording.Quote(user.Name)} cannot log in: give password-hash or authorized-keys"
            );
    }
}
