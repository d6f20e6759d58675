using Jmirror.Provisioning.Configuration;

namespace Jmirror.Provisioning.Scenarios;

/// <summary>A part of a plan, which knows nothing of files, with the place where a scenario says it.</summary>
/// <param name="Value">The part, with every default filled in.</param>
/// <param name="Origin">Where it was written.</param>
internal sealed record Placed<T>(T Value, ConfigOrigin Origin)
    where T : notnull;
