namespace Jmirror.Engine.Impairing;

/// <summary>The mirror ids, cut where impairments begin or end to concern them: within a section the same ones do.</summary>
internal static class MirrorIdSections
{
    /// <summary>First mirror id of each section, ascending; the first one is 0.</summary>
    public static uint[] StartsOf(IReadOnlyList<Impairment> impairments) =>
        [
            .. impairments
                .SelectMany(one => one.Mirrors)
                .SelectMany(range => (uint[])[range.First, range.Last + 1])
                .Append(0u)
                .Distinct()
                .Order(),
        ];

    /// <summary>True when an impairment is meant for a mirror.</summary>
    public static bool Concerns(Impairment impairment, uint mirrorId) =>
        impairment.Mirrors.Count == 0 || impairment.Mirrors.Any(range => range.Contains(mirrorId));
}
