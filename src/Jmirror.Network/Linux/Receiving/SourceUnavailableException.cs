using Jmirror.Network.Sinks;

namespace Jmirror.Network.Linux.Receiving;

/// <summary>A live source that cannot be opened on this machine: one sentence why, and the command that cures it.</summary>
public sealed class SourceUnavailableException : IOException
{
    /// <summary>Builds the exception.</summary>
    /// <param name="reason">One sentence, without a full stop.</param>
    /// <param name="cure">The command that cures it; null when there is none.</param>
    public SourceUnavailableException(string reason, string? cure = null)
        : base(reason) => Cure = cure;

    /// <summary>The command that cures it; null when there is none.</summary>
    public string? Cure { get; }

    internal static SourceUnavailableException OfPacketSocket(int errno) =>
        errno is Errno.EPERM or Errno.EACCES
            ? new(
                "a packet socket needs the capability CAP_NET_RAW",
                SinkUnavailableException.GrantCapabilities
            )
            : new($"a packet socket cannot be opened: {Errno.Describe(errno)}");
}
