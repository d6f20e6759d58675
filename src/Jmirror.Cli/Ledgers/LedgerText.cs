using Jmirror.Cli.Receiving;
using Jmirror.Engine.Impairing;
using Jmirror.Engine.Ledgers;
using Jmirror.Verification.Comparing;
using Jmirror.Verification.Decoding;
using Jmirror.Verification.Reporting;
using Jmirror.Verification.Streams;

namespace Jmirror.Cli.Ledgers;

/// <summary>What a ledger holds, for a person.</summary>
internal static class LedgerText
{
    /// <summary>One packet: time, stream, length, digest, and the fault where there is one.</summary>
    public static string LineOf(in SentPacket packet, in StreamKey stream)
    {
        var fault = packet.Fault == FaultKind.None ? "" : $" fault {FaultKinds.NameOf(packet.Fault)}";
        return $"{TimestampText.Format(packet.Time)} {PathOf(stream)} length {packet.Length} digest {packet.Digest:x16}{fault}";
    }

    public static void Write(LedgerSummary summary, string path, TextWriter output)
    {
        output.WriteLine(
            $"{path}: {SumsOf(summary.Total)} on {Quantity.Count(summary.Streams.Count)} streams"
        );
        foreach (var (key, sums) in summary.Streams)
        {
            output.WriteLine($"  {StreamRow.NameOf(key)}: {SumsOf(sums)}");
            output.WriteLine(
                $"    from {TimestampText.Format(sums.Times.First)} to {TimestampText.Format(sums.Times.Last)}"
            );
        }
    }

    private static string PathOf(in StreamKey stream) =>
        stream == Arrival.Bare
            ? "bare copy"
            : $"{stream.Source}:{stream.SourcePort} -> {stream.Destination}:{stream.DestinationPort} "
                + $"mirror {stream.MirrorId} session {stream.SessionId}";

    private static string SumsOf(LedgerSums sums) =>
        $"{Quantity.Count(sums.Packets)} packets, {Quantity.Count(sums.Bytes)} bytes"
        + string.Concat(
            sums.Faults.Select(fault => $", {Quantity.Count(fault.Packets)} {FaultKinds.NameOf(fault.Fault)}")
        );
}
