using System.Net;

namespace Jmirror.Provisioning.Configuration;

/// <summary>How mediation devices reach the DTCP service.</summary>
public enum DtcpTransport
{
    /// <summary>By the emulator's own SSH server.</summary>
    Ssh,

    /// <summary>By another SSH server, such as OpenSSH's sshd, which hands its clients over through a Unix socket.</summary>
    Socket,

    /// <summary>By bare TCP, for tests.</summary>
    Tcp,

    /// <summary>By UDP, one message a datagram, as the draft has it; for tests.</summary>
    Udp,
}

/// <summary>What becomes of requests that nobody can have signed.</summary>
public enum DtcpDistrust
{
    /// <summary>Nothing: the draft never answers them.</summary>
    Drop,

    /// <summary>They are answered with 497, 498 or 499.</summary>
    Answer,
}

/// <summary>What becomes of sequence numbers.</summary>
public enum DtcpSequence
{
    /// <summary>They are repeated in answers and otherwise not looked at, as on Junos.</summary>
    Ignore,

    /// <summary>Each must follow the last of its control source, as in the draft.</summary>
    Strict,
}

/// <summary>What becomes of an ADD whose source address is not the router's.</summary>
public enum DtcpSourceMismatch
{
    /// <summary>It is refused.</summary>
    Reject,

    /// <summary>Copies have the router's address.</summary>
    Router,

    /// <summary>Copies have the address that was asked for.</summary>
    Request,
}

/// <summary>Where the session id comes from when the intercept id has eight bytes.</summary>
public enum DtcpSessionId
{
    /// <summary>The second word of the intercept id.</summary>
    InterceptId,

    /// <summary>The subscriber's session; the header then is that of the 4-byte form.</summary>
    Subscriber,
}

/// <summary>The DTCP service.</summary>
public sealed record DtcpConfig
{
    /// <summary>TCP port of Junos' flow-tap-dtcp service.</summary>
    public const ushort DefaultPort = 32001;

    /// <summary>Largest of Junos' connection and rate limits.</summary>
    public const int LargestLimit = 250;

    /// <summary>See the key of this name.</summary>
    public const string DefaultSubsystem = "flow-tap-dtcp";

    /// <summary>See the key of this name.</summary>
    public const string DefaultKey = "Juniper";

    /// <summary>See the key of this name.</summary>
    public const string DefaultSocket = "/run/jmirror/dtcp.sock";

    /// <summary>See the key of this name.</summary>
    public const string DefaultHostKeys = "/var/lib/jmirror/dtcp-host-keys";

    /// <summary>See the key of this name.</summary>
    public const int DefaultConnectionLimit = 75;

    /// <summary>See the key of this name.</summary>
    public const int DefaultRateLimit = 150;

    /// <summary>See the key of this name.</summary>
    public const int DefaultCriteriaLimit = 1024;

    /// <summary>How mediation devices reach it.</summary>
    public DtcpTransport Transport { get; init; } = DtcpTransport.Ssh;

    /// <summary>Address to listen at.</summary>
    public IPAddress Listen { get; init; } = IPAddress.Any;

    /// <summary>Port to listen at.</summary>
    public ushort Port { get; init; } = DefaultPort;

    /// <summary>Unix socket through which another SSH server hands clients over.</summary>
    public string Socket { get; init; } = DefaultSocket;

    /// <summary>Name of the SSH subsystem.</summary>
    public string Subsystem { get; init; } = DefaultSubsystem;

    /// <summary>Folder of the SSH host keys.</summary>
    public string HostKeys { get; init; } = DefaultHostKeys;

    /// <summary>Key of the digests. Not to be printed.</summary>
    public string Key { get; init; } = DefaultKey;

    /// <summary>Who may log in and task.</summary>
    public ConfigList<DtcpUserConfig> Users { get; init; } = [];

    /// <summary>Most connections at a time.</summary>
    public int ConnectionLimit { get; init; } = DefaultConnectionLimit;

    /// <summary>Most new connections in a minute.</summary>
    public int RateLimit { get; init; } = DefaultRateLimit;

    /// <summary>Most triggers.</summary>
    public int CriteriaLimit { get; init; } = DefaultCriteriaLimit;

    /// <summary>What becomes of sequence numbers.</summary>
    public DtcpSequence Sequence { get; init; } = DtcpSequence.Ignore;

    /// <summary>What becomes of requests with a wrong digest, sequence number or control source.</summary>
    public DtcpDistrust Distrust { get; init; } = DtcpDistrust.Drop;

    /// <summary>What becomes of an ADD whose source address is not the router's.</summary>
    public DtcpSourceMismatch SourceMismatch { get; init; } = DtcpSourceMismatch.Reject;

    /// <summary>True to refuse parameters that the service does not know; false to pass over them.</summary>
    public bool RefuseUnknown { get; init; } = true;

    /// <summary>Where the session id comes from.</summary>
    public DtcpSessionId SessionId { get; init; } = DtcpSessionId.InterceptId;

    /// <summary>Where it was written.</summary>
    public ConfigOrigin Origin { get; init; } = ConfigOrigin.Nowhere;
}

/// <summary>A user of the DTCP service.</summary>
public sealed record DtcpUserConfig
{
    /// <summary>Login name, and the Csource-ID of the user's requests.</summary>
    public required string Name { get; init; }

    /// <summary>Hash of the password, as <c>jmirror dtcp password</c> makes it; null: none. Not to be printed.</summary>
    public string? PasswordHash { get; init; }

    /// <summary>Public keys in the form of authorized_keys: type, base64, and a remark.</summary>
    public ConfigList<string> AuthorizedKeys { get; init; } = [];

    /// <summary>Where it was written.</summary>
    public ConfigOrigin Origin { get; init; } = ConfigOrigin.Nowhere;
}
