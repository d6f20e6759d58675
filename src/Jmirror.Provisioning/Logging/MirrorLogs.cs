using Jmirror.Engine.Registry;

namespace Jmirror.Provisioning.Logging;

/// <summary>Several keepers of the secure log, told one after the other.</summary>
public sealed class MirrorLogs(params IReadOnlyList<IMirrorLog> logs) : IMirrorLog
{
    /// <inheritdoc/>
    public void Write(in MirrorEvent line)
    {
        foreach (var log in logs)
            log.Write(line);
    }
}
