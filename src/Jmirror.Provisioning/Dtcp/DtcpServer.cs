using System.Text;
using Jmirror.Engine.Matching;
using Jmirror.Engine.Measuring;
using Jmirror.Engine.Registry;
using Jmirror.Protocol.Dtcp;
using Jmirror.Provisioning.Compiling;
using Jmirror.Provisioning.Configuration;

namespace Jmirror.Provisioning.Dtcp;

/// <summary>
/// The DTCP service apart from how clients reach it: bytes in, bytes out. Triggers are those of all clients together:
/// any user may list and delete them.
/// </summary>
public sealed class DtcpServer
{
    private readonly Dictionary<string, SequenceWindow> _sequences = new(StringComparer.Ordinal);

    /// <summary>Opens the service.</summary>
    /// <param name="config">With a section <c>dtcp</c>.</param>
    /// <param name="plane">What carries requests out.</param>
    /// <param name="interfaceNumber">Number of a capture interface by name; null when there is none.</param>
    /// <param name="clock">For the times in answers.</param>
    public DtcpServer(
        EmulatorConfig config,
        IControlPlane plane,
        Func<string, ushort?> interfaceNumber,
        TimeProvider clock
    )
    {
        Config = config.Dtcp ?? throw new ArgumentException("there is no section dtcp", nameof(config));
        Key = Encoding.UTF8.GetBytes(Config.Key);
        Users = Config.Users.Select(user => user.Name).ToHashSet(StringComparer.Ordinal);
        DropPolicies = config
            .Policies.Where(policy => policy.Drop.Count > 0)
            .ToDictionary(policy => policy.Name, PolicyCompiler.Compile, StringComparer.Ordinal);
        (Plane, InterfaceNumber, Clock) = (plane, interfaceNumber, clock);
        Criteria = new CriteriaStore(plane, Config.CriteriaLimit);
    }

    internal DtcpConfig Config { get; }

    internal byte[] Key { get; }

    internal IReadOnlySet<string> Users { get; }

    internal IReadOnlyDictionary<string, SecurePolicy> DropPolicies { get; }

    internal IControlPlane Plane { get; }

    internal Func<string, ushort?> InterfaceNumber { get; }

    internal TimeProvider Clock { get; }

    internal CriteriaStore Criteria { get; }

    /// <summary>Takes a client in.</summary>
    /// <param name="user">Who it logged in as; null where nobody asked, and any user may be meant.</param>
    /// <param name="address">Its IP address, for CSOURCE-ADDRESS.</param>
    public DtcpSession Open(string? user, string address) => new(this, new DtcpClient(user, address));

    /// <summary>True when a sequence number follows the last of its control source.</summary>
    internal bool TryAdvance(string source, ulong seq)
    {
        lock (_sequences)
        {
            if (!_sequences.TryGetValue(source, out var window))
                _sequences.Add(source, window = new SequenceWindow());
            return window.TryAdvance(seq);
        }
    }

    /// <summary>Writes down in the secure log what was refused.</summary>
    internal void LogRefusal(DtcpClient client, string what, string reason) =>
        Plane.Log(
            new MirrorEvent(
                UnixTime.Now(Clock),
                MirrorEventKind.Failure,
                MirrorOrigin.Dtcp,
                null,
                null,
                what,
                $"{reason} (user {client.User ?? "unknown"} at {client.Address})"
            )
        );
}

/// <summary>Who speaks.</summary>
/// <param name="User">Login name; null where nobody asked.</param>
/// <param name="Address">IP address.</param>
internal sealed record DtcpClient(string? User, string Address);
