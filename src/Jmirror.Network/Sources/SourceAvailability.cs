namespace Jmirror.Network.Sources;

/// <summary>Whether a capture engine works here.</summary>
/// <param name="Engine">The engine.</param>
/// <param name="IsAvailable">True when it could be opened.</param>
/// <param name="Explanation">How it captures, or one sentence why it cannot.</param>
/// <param name="Cure">The command that makes it work; null when there is none or none is needed.</param>
public sealed record SourceAvailability(
    SourceEngine Engine,
    bool IsAvailable,
    string Explanation,
    string? Cure
);
