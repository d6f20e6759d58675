using Jmirror.Engine.Impairing;
using Jmirror.Engine.Ledgers;
using Jmirror.Verification.Comparing;
using Jmirror.Verification.Ledgers;
using Jmirror.Verification.Streams;

namespace Jmirror.Cli.Ledgers;

/// <summary>Reads a ledger and tells what it holds.</summary>
internal static class LedgerRun
{
    public static int Execute(LedgerSettings settings, Terminal terminal)
    {
        if (!File.Exists(settings.Path))
            throw new CommandException($"{settings.Path}: there is no such ledger");
        using var ledger = LedgerReader.Open(settings.Path);
        using var interruption = new Interruption();
        var summary = new LedgerSummary();
        using var json = settings is { Json: true, Packets: true } ? new PacketJson(terminal.OutBytes) : null;
        while (
            !(summary.Packets >= settings.Limit) && !interruption.Happened && ledger.TryRead(out var packet)
        )
        {
            var stream = ledger.Streams[packet.Stream];
            if (!IsWanted(packet, stream, settings))
                continue;
            summary.Add(packet, stream);
            if (json is not null)
                json.WriteLine(packet, stream);
            else if (settings.Packets)
                terminal.Out.WriteLine(LedgerText.LineOf(packet, stream));
        }
        DemandLedger(ledger, settings.Path);
        var isCutShort = interruption.Happened || summary.Packets >= settings.Limit;
        var problem = isCutShort ? null : ProblemOf(ledger);
        if (!settings.Packets)
            WriteSummary(summary, problem, settings, terminal);
        terminal.Flush();
        if (problem is not null)
            terminal.Error.WriteLine($"jmirror: {settings.Path}: {problem}");
        return interruption.Happened ? ExitCode.Interrupted
            : problem is null ? ExitCode.Success
            : ExitCode.CheckFailed;
    }

    private static bool IsWanted(in SentPacket packet, in StreamKey stream, LedgerSettings settings) =>
        (!settings.FaultsOnly || packet.Fault != FaultKind.None)
        && (settings.MirrorId is not { } id || (stream.MirrorId == id && stream != Arrival.Bare));

    private static void DemandLedger(LedgerReader ledger, string path)
    {
        if (ledger.Position == 0)
            throw new CommandException(
                $"{path}: {ledger.Problem ?? $"it is not a ledger: it has only {ledger.UnfinishedBytes} bytes"}"
            );
    }

    private static string? ProblemOf(LedgerReader ledger) =>
        ledger.End switch
        {
            LedgerEnd.Closed => null,
            LedgerEnd.Damaged => $"{ledger.Problem}; what was sent later is not known",
            _ => "the sender has not closed this ledger: it is still sending, or it has died",
        };

    private static void WriteSummary(
        LedgerSummary summary,
        string? problem,
        LedgerSettings settings,
        Terminal terminal
    )
    {
        if (settings.Json)
            LedgerJson.Write(summary, settings.Path, problem, terminal.OutBytes);
        LedgerText.Write(summary, settings.Path, settings.Json ? terminal.Error : terminal.Out);
    }
}
