namespace Jmirror.Engine.Learning;

/// <summary>How much the learner remembers; when a limit is reached, what was not seen for longest is forgotten.</summary>
/// <param name="HalfOpen">
/// Exchanges of each kind that have begun but told nothing yet: PPPoE discoveries, DHCP exchanges, L2TP calls.
/// </param>
/// <param name="Live">
/// Sessions of each kind. A session beyond it is learned again from its next signalling; only what the exchange at
/// its beginning told is then not told a second time.
/// </param>
public sealed record LearningLimits(int HalfOpen = 65_536, int Live = 1_048_576);
