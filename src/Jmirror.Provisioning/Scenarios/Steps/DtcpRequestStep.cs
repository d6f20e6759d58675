using Jmirror.Provisioning.Configuration;

namespace Jmirror.Provisioning.Scenarios.Steps;

/// <summary>Sends DTCP requests to the router under test and looks at its answers.</summary>
public sealed record DtcpRequestStep() : ScenarioStep(TimeSpan.Zero)
{
    internal static readonly TimeSpan DefaultTimeout = TimeSpan.FromSeconds(5);

    /// <summary>Name or address of the router.</summary>
    public required string Router { get; init; }

    /// <summary>Port of its DTCP service.</summary>
    public ushort Port { get; init; } = DtcpConfig.DefaultPort;

    /// <summary>How it is reached: by SSH, or by bare TCP or UDP.</summary>
    public DtcpTransport Transport { get; init; } = DtcpTransport.Ssh;

    /// <summary>Who logs in; also the Csource-ID, and whose sequence numbers count.</summary>
    public required string User { get; init; }

    /// <summary>Name of the SSH subsystem.</summary>
    public string Subsystem { get; init; } = DtcpConfig.DefaultSubsystem;

    /// <summary>Options of ssh, each as behind its -o.</summary>
    public ConfigList<string> SshOptions { get; init; } = [];

    /// <summary>Key of the digest. Not to be printed.</summary>
    public string Key { get; init; } = DtcpConfig.DefaultKey;

    /// <summary>
    /// First line and parameters. Csource-ID is added where it is not among them, Seq and Authentication-Info always.
    /// </summary>
    public ConfigList<string> Lines { get; init; } = [];

    /// <summary>Which sequence number the requests have.</summary>
    public DtcpSequenceRule Sequence { get; init; } = DtcpSequenceRule.Next;

    /// <summary>What Authentication-Info is like.</summary>
    public DtcpAuthentication Authentication { get; init; } = DtcpAuthentication.Good;

    /// <summary>Status codes of which each answer must have one; empty: there must be no answer.</summary>
    public ConfigList<int> Expect { get; init; } = [];

    /// <summary>How many requests; at least 1.</summary>
    public int Times { get; init; } = 1;

    /// <summary>Most requests a second; null: each after the answer to the one before.</summary>
    public int? Rate { get; init; }

    /// <summary>How long an answer may take.</summary>
    public TimeSpan Timeout { get; init; } = DefaultTimeout;
}

/// <summary>What Authentication-Info of a request is like.</summary>
public enum DtcpAuthentication
{
    /// <summary>The digest under the key.</summary>
    Good,

    /// <summary>Another digest.</summary>
    Bad,

    /// <summary>It is missing.</summary>
    None,
}
