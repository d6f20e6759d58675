namespace Jmirror.Cli.Ledgers;

/// <summary>What <c>jmirror ledger</c> was asked for.</summary>
/// <param name="Path">The ledger.</param>
/// <param name="Packets">One line for each packet instead of a summary.</param>
/// <param name="FaultsOnly">Leave out packets without a fault.</param>
/// <param name="MirrorId">Leave out other mirrors; null for none.</param>
/// <param name="Limit">Packets after which it ends; null for none.</param>
/// <param name="Json">JSON instead of text.</param>
internal sealed record LedgerSettings(
    string Path,
    bool Packets,
    bool FaultsOnly,
    uint? MirrorId,
    long? Limit,
    bool Json
);
