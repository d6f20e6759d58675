using Jmirror.Network.Linux;

namespace Jmirror.Network.Sinks;

/// <summary>A way out that cannot be opened on this machine: one sentence why, and the command that cures it.</summary>
public sealed class SinkUnavailableException : IOException
{
    /// <summary>The command that lets the emulator open raw sockets and resolve neighbours without being root.</summary>
    internal const string GrantCapabilities =
        "sudo setcap cap_net_raw,cap_net_admin+ep artifacts/jmirror/jmirror";

    /// <summary>Builds the exception.</summary>
    /// <param name="reason">One sentence, without a full stop.</param>
    /// <param name="cure">The command that cures it; null when there is none.</param>
    public SinkUnavailableException(string reason, string? cure = null)
        : base(reason) => Cure = cure;

    /// <summary>The command that cures it; null when there is none.</summary>
    public string? Cure { get; }

    internal static SinkUnavailableException OfPacketSocket(int errno) =>
        OfRawAccess("a packet socket", errno);

    internal static SinkUnavailableException OfRawAccess(string what, int errno) =>
        errno is Errno.EPERM or Errno.EACCES
            ? new($"{what} needs the capability CAP_NET_RAW", GrantCapabilities)
            : new($"{what} cannot be opened: {Errno.Describe(errno)}");
}
