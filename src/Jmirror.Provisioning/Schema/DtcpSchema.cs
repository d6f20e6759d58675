using System.Net;
using Jmirror.Protocol.Ip;
using Jmirror.Provisioning.Configuration;

namespace Jmirror.Provisioning.Schema;

/// <summary>The section <c>dtcp</c>.</summary>
internal static class DtcpSchema
{
    private const int MostCriteria = 1_000_000;
    private const string NoAddress = "is not an IP address, for example 0.0.0.0 or ::1";

    private static readonly ScalarKind<IPAddress> Address = new(
        "an IP address",
        static (text, out value) =>
        {
            value = IPAddress.Any;
            if (!Ipv4Address.TryParse(text, out _) && !text.Contains(':', StringComparison.Ordinal))
                return NoAddress;
            return IPAddress.TryParse(text, out value!) ? null : NoAddress;
        },
        static value => value.ToString(),
        JsonForm.Text
    );

    private static readonly Key<DtcpConfig, DtcpTransport> Transport = new(
        "transport",
        Scalars.Choice(
            ("ssh", DtcpTransport.Ssh),
            ("socket", DtcpTransport.Socket),
            ("tcp", DtcpTransport.Tcp),
            ("udp", DtcpTransport.Udp)
        )
    )
    {
        Help =
            "How mediation devices come: ssh (a server of its own), socket (through sshd and `jmirror dtcp pipe`), "
            + "tcp or udp (without SSH, for tests: whoever reaches the port may task).",
        Default = DtcpTransport.Ssh,
        Example = "ssh",
        Get = dtcp => dtcp.Transport,
    };

    private static readonly Key<DtcpConfig, IPAddress> Listen = new("listen", Address)
    {
        Help = "Address to listen at.",
        Default = IPAddress.Any,
        Example = "192.0.2.1",
        Get = dtcp => dtcp.Listen,
    };

    private static readonly Key<DtcpConfig, ushort> Port = new("port", Scalars.UdpPort)
    {
        Help =
            "TCP port to listen at (UDP for transport udp). The SSH server has no privileges: 1024 or more.",
        Default = DtcpConfig.DefaultPort,
        Example = "32001",
        Get = dtcp => dtcp.Port,
    };

    private static readonly Key<DtcpConfig, string> Socket = new("socket", Scalars.Text)
    {
        Help = "Path of the Unix socket, for transport socket. Whoever may open it may task.",
        Default = DtcpConfig.DefaultSocket,
        Example = "/run/jmirror/dtcp.sock",
        Get = dtcp => dtcp.Socket,
    };

    private static readonly Key<DtcpConfig, string> Subsystem = new("subsystem", Scalars.Text)
    {
        Help = "Name of the SSH subsystem.",
        Default = DtcpConfig.DefaultSubsystem,
        Example = "flow-tap-dtcp",
        Get = dtcp => dtcp.Subsystem,
    };

    private static readonly Key<DtcpConfig, string> HostKeys = new("host-keys", Scalars.Text)
    {
        Help = "Folder of the SSH host keys, which are made once and kept.",
        Default = DtcpConfig.DefaultHostKeys,
        Example = "/var/lib/jmirror/dtcp-host-keys",
        Get = dtcp => dtcp.HostKeys,
    };

    private static readonly Key<DtcpConfig, string> Key = new(
        "key",
        new HiddenTextKind(Scalars.Text, DtcpConfig.DefaultKey)
    )
    {
        Help = "Key of the digests in Authentication-Info; Juniper's examples all use the default.",
        Default = DtcpConfig.DefaultKey,
        Example = DtcpConfig.DefaultKey,
        Get = dtcp => dtcp.Key,
    };

    private static readonly Key<DtcpConfig, ConfigList<DtcpUserConfig>> Users = new(
        "users",
        DtcpUserSchema.Kind
    )
    {
        Help = "Who may log in and task, by login name, which is also the Csource-ID of the user's requests.",
        AbsentMeans = "nobody",
        InStarter = true,
        Get = dtcp => dtcp.Users,
    };

    private static readonly Key<DtcpConfig, int> ConnectionLimit = new(
        "connection-limit",
        Scalars.Number("a connection limit", 1, DtcpConfig.LargestLimit)
    )
    {
        Help = "Most connections at a time; more are closed at once.",
        Default = DtcpConfig.DefaultConnectionLimit,
        Example = "75",
        Get = dtcp => dtcp.ConnectionLimit,
    };

    private static readonly Key<DtcpConfig, int> RateLimit = new(
        "rate-limit",
        Scalars.Number("a rate limit", 1, DtcpConfig.LargestLimit)
    )
    {
        Help = "Most new connections in a minute; more are closed at once.",
        Default = DtcpConfig.DefaultRateLimit,
        Example = "150",
        Get = dtcp => dtcp.RateLimit,
    };

    private static readonly Key<DtcpConfig, int> CriteriaLimit = new(
        "criteria-limit",
        Scalars.Number("a limit of triggers", 1, MostCriteria)
    )
    {
        Help = "Most triggers; a further ADD is answered with 550.",
        Default = DtcpConfig.DefaultCriteriaLimit,
        Example = "1024",
        Get = dtcp => dtcp.CriteriaLimit,
    };

    private static readonly Key<DtcpConfig, DtcpSequence> Sequence = new(
        "sequence",
        Scalars.Choice(("ignore", DtcpSequence.Ignore), ("strict", DtcpSequence.Strict))
    )
    {
        Help =
            "Sequence numbers: ignore (repeated in answers, as on Junos) or strict (each 1 to 256 above the last of its "
            + "Csource-ID, as in the draft).",
        Default = DtcpSequence.Ignore,
        Example = "ignore",
        Get = dtcp => dtcp.Sequence,
    };

    private static readonly Key<DtcpConfig, DtcpDistrust> Distrust = new(
        "distrusted",
        Scalars.Choice(("drop", DtcpDistrust.Drop), ("answer", DtcpDistrust.Answer))
    )
    {
        Help =
            "Requests with a wrong digest, sequence number or Csource-ID: drop (logged, never answered, as in the draft) "
            + "or answer (497, 498, 499).",
        Default = DtcpDistrust.Drop,
        Example = "drop",
        Get = dtcp => dtcp.Distrust,
    };

    private static readonly Key<DtcpConfig, DtcpSourceMismatch> SourceMismatch = new(
        "source-mismatch",
        Scalars.Choice(
            ("reject", DtcpSourceMismatch.Reject),
            ("router", DtcpSourceMismatch.Router),
            ("request", DtcpSourceMismatch.Request)
        )
    )
    {
        Help =
            "An X-JTap-Cdest-Source-Address that is not the router's source-address: reject (901), router (copies have "
            + "the router's) or request (copies have the one asked for). What Junos does is not documented.",
        Default = DtcpSourceMismatch.Reject,
        Example = "reject",
        Get = dtcp => dtcp.SourceMismatch,
    };

    private static readonly Key<DtcpConfig, bool> UnknownParameters = new(
        "unknown-parameters",
        Scalars.Choice(("reject", true), ("ignore", false))
    )
    {
        Help =
            "Parameters that the service does not know: reject (400, as on Junos) or ignore (as in the draft).",
        Default = true,
        Example = "reject",
        Get = dtcp => dtcp.RefuseUnknown,
    };

    private static readonly Key<DtcpConfig, DtcpSessionId> SessionId = new(
        "session-id",
        Scalars.Choice(("intercept-id", DtcpSessionId.InterceptId), ("subscriber", DtcpSessionId.Subscriber))
    )
    {
        Help =
            "Session id under an 8-byte X-MD-Intercept-Id: intercept-id (its second word) or subscriber (of the "
            + "subscriber's session, as under a 4-byte one). Juniper's documents allow both readings.",
        Default = DtcpSessionId.InterceptId,
        Example = "intercept-id",
        Get = dtcp => dtcp.SessionId,
    };

    /// <summary>The section.</summary>
    public static readonly MappingKind<DtcpConfig> Kind = new(
        "dtcp",
        [
            Transport,
            Listen,
            Port,
            Users,
            Subsystem,
            HostKeys,
            Socket,
            Key,
            ConnectionLimit,
            RateLimit,
            CriteriaLimit,
            Sequence,
            Distrust,
            SourceMismatch,
            UnknownParameters,
            SessionId,
        ],
        values => new DtcpConfig
        {
            Transport = values.Get(Transport),
            Listen = values.Get(Listen),
            Port = values.Get(Port),
            Users = values.List(Users),
            Subsystem = values.Get(Subsystem),
            HostKeys = values.Get(HostKeys),
            Socket = values.Get(Socket),
            Key = values.Get(Key),
            ConnectionLimit = values.Get(ConnectionLimit),
            RateLimit = values.Get(RateLimit),
            CriteriaLimit = values.Get(CriteriaLimit),
            Sequence = values.Get(Sequence),
            Distrust = values.Get(Distrust),
            SourceMismatch = values.Get(SourceMismatch),
            RefuseUnknown = values.Get(UnknownParameters),
            SessionId = values.Get(SessionId),
            Origin = values.Origin,
        }
    )
    {
        OriginOf = dtcp => dtcp.Origin,
        TellsAbsence = true,
    };
}
