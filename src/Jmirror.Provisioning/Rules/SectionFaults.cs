using Jmirror.Provisioning.Configuration;

namespace Jmirror.Provisioning.Rules;

/// <summary>Keeps one mistake from being told twice.</summary>
internal static class SectionFaults
{
    /// <summary>
    /// True when a section seems empty only because a mistake that was noted before kept it from being read: its name
    /// was misspelt, or it is of the wrong kind.
    /// </summary>
    public static bool IsMisread(this EmulatorConfig config, string section, int count) =>
        count == 0
        && config.Origin.IsFaulty
        && (config.Origin.HasUnknownKeys || config.Origin.Find(section) is not null);
}
