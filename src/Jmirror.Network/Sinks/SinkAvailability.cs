namespace Jmirror.Network.Sinks;

/// <summary>Whether an engine works here for one target.</summary>
/// <param name="Engine">The engine.</param>
/// <param name="IsAvailable">True when it could be opened.</param>
/// <param name="Explanation">How it would send, or one sentence why it cannot.</param>
/// <param name="Cure">The command that makes it work; null when there is none or none is needed.</param>
public sealed record SinkAvailability(SinkEngine Engine, bool IsAvailable, string Explanation, string? Cure);
