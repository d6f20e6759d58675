using System.Net;
using System.Text;
using Jmirror.Provisioning.Configuration;
using Jmirror.Provisioning.Yaml;

namespace Jmirror.Provisioning.Schema;

/// <summary>The section <c>api</c>.</summary>
internal static class ApiSchema
{
    private const string NoSocket = "none";
    private const int LongestSocketPath = 107; // sizeof(sun_path) - 1, linux/un.h

    private static readonly Key<ApiConfig, string> Socket = new("socket", SocketPath())
    {
        Help = "Unix socket of the control API, open to its owner only (mode 0600); none: no socket.",
        Example = "/run/jmirror/lab.sock",
        AbsentMeans = $"{ApiConfig.SocketFolder}/NAME.sock, with the router's name",
        Get = api => api.HasSocket ? api.Socket : NoSocket,
    };

    private static readonly Key<ApiConfig, IPEndPoint> Listen = new("listen", Endpoint())
    {
        Help =
            "TCP address and port of the control API, for clients that show the token. Without TLS: use an address that "
            + "only trusted hosts reach.",
        Example = "127.0.0.1:9465",
        AbsentMeans = "no TCP",
        Get = api => api.Listen,
    };

    private static readonly Key<ApiConfig, string> TokenFile = new("token-file", Scalars.Text)
    {
        Help =
            "File with the token that TCP clients send (Authorization: Bearer TOKEN). When it is not there, it is made with "
            + "a new token (mode 0600).",
        Example = "/etc/jmirror/api.token",
        AbsentMeans = "no TCP",
        Get = api => api.TokenFile,
    };

    /// <summary>The section.</summary>
    public static readonly MappingKind<ApiConfig> Kind = new(
        "api",
        [Socket, Listen, TokenFile],
        values => new ApiConfig
        {
            Socket = values.Find(Socket) is not NoSocket and var path ? path : null,
            HasSocket = values.Find(Socket) is not NoSocket,
            Listen = values.Has(Listen) ? values.Get(Listen) : null,
            TokenFile = values.Find(TokenFile),
            Origin = values.Origin,
        }
    )
    {
        OriginOf = api => api.Origin,
        TellsAbsence = true,
        Check = Check,
    };

    private static void Check(KeyValues<ApiConfig> values, ErrorList errors)
    {
        if (values.Has(Listen) && !values.Has(TokenFile))
        {
            errors.Add(
                values.Origin.PositionOf(Listen.Name),
                "whoever reaches a TCP port may use it: give listen a token-file beside it"
            );
        }
        if (values.Has(TokenFile) && !values.Has(Listen))
        {
            errors.Add(
                values.Origin.PositionOf(TokenFile.Name),
                "token-file is for TCP clients: give it listen beside it, or remove it"
            );
        }
    }

    private static ScalarKind<string> SocketPath() =>
        new(
            "the path of a Unix socket",
            static (text, out value) =>
            {
                value = text;
                if (text is NoSocket)
                    return null;
                if (!Path.IsPathRooted(text))
                    return $"is not the path of a socket, which begins with /; or say {NoSocket}";
                return Encoding.UTF8.GetByteCount(text) > LongestSocketPath
                    ? $"is longer than {LongestSocketPath} bytes, the most that Linux takes for a socket"
                    : null;
            },
            static value => value,
            JsonForm.Text
        );

    private static ScalarKind<IPEndPoint> Endpoint() =>
        new(
            "an IP address and a TCP port",
            static (text, out value) =>
                IPEndPoint.TryParse(text, out value!) && value.Port > 0
                    ? null
                    : "is not an IP address and a port, for example 127.0.0.1:9465 or \"[::1]:9465\"",
            static value => value.ToString(),
            JsonForm.Text
        );
}
