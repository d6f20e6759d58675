using Jmirror.Engine.Ledgers;
using Jmirror.Engine.Pacing;

namespace Jmirror.Engine.Impairing;

/// <summary>Properties of an impairing sink.</summary>
/// <param name="Clock">What delays are timed by; null: the copies' own timestamps, for sinks that write files.</param>
/// <param name="Ledger">Where every copy is recorded with its fault, instead of in a <see cref="LedgerSink"/>; null for nowhere.</param>
/// <param name="Time">The wall clock, for the ledger.</param>
/// <param name="HeldBytes">Most memory for copies that are held. When it is full the sink is busy.</param>
/// <param name="Patience">How long the end of a run waits for a busy sink, nanoseconds.</param>
public sealed record ImpairingOptions(
    IPacingClock? Clock,
    LedgerWriter? Ledger,
    TimeProvider Time,
    long HeldBytes = 256 << 20,
    long Patience = 1_000_000_000
);
