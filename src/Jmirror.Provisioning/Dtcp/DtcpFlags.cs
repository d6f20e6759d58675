using Jmirror.Protocol.Dtcp;

namespace Jmirror.Provisioning.Dtcp;

/// <summary>The words of the parameter Flags.</summary>
internal static class DtcpFlags
{
    private static readonly string[] MeaningStatic = ["STATIC", "BOTH"];

    /// <summary>
    /// True when the request is about static triggers, as all of Junos' are. DELETE, ENABLE and DISABLE without it
    /// touch none.
    /// </summary>
    public static bool NameStatic(DtcpMessage request) =>
        request.Find(DtcpNames.Flags) is { } line
        && line.Value.Split(',', StringSplitOptions.TrimEntries)
            .Any(word => MeaningStatic.Contains(word, StringComparer.OrdinalIgnoreCase));
}
