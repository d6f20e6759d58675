using Jmirror.Provisioning.Configuration;

namespace Jmirror.Provisioning.Reloading;

/// <summary>What came of applying a configuration.</summary>
/// <param name="Errors">Why nothing was changed, in the order of the file; empty when the configuration is in effect.</param>
/// <param name="Mirrors">What became of the mirrors.</param>
/// <param name="Subscribers">What became of the static subscribers.</param>
public sealed record ReloadOutcome(
    IReadOnlyList<ConfigError> Errors,
    ChangeCounts Mirrors,
    ChangeCounts Subscribers
)
{
    /// <summary>True when the configuration is in effect.</summary>
    public bool Succeeded => Errors.Count == 0;

    internal static ReloadOutcome Failed(IReadOnlyList<ConfigError> errors) => new(errors, default, default);
}

/// <summary>How many entries of one kind changed.</summary>
/// <param name="Kept">Left as they were.</param>
/// <param name="Replaced">Changed in their place.</param>
/// <param name="Added">New.</param>
/// <param name="Deleted">Gone.</param>
public readonly record struct ChangeCounts(int Kept, int Replaced, int Added, int Deleted);
