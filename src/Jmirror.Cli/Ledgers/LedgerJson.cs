using System.Text.Encodings.Web;
using System.Text.Json;
using Jmirror.Engine.Impairing;
using Jmirror.Verification.Comparing;
using Jmirror.Verification.Decoding;
using Jmirror.Verification.Streams;

namespace Jmirror.Cli.Ledgers;

/// <summary>What a ledger holds as one JSON document; its names are a contract with scripts.</summary>
internal static class LedgerJson
{
    private static readonly JsonWriterOptions Options = new()
    {
        Indented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static void Write(LedgerSummary summary, string path, string? problem, Stream destination)
    {
        using var json = new Utf8JsonWriter(destination, Options);
        json.WriteStartObject();
        json.WriteString("command", "ledger");
        json.WriteString("ledger", path);
        json.WriteString("problem", problem);
        WriteSums(summary.Total, json);
        json.WriteStartArray("streams");
        foreach (var (key, sums) in summary.Streams)
        {
            json.WriteStartObject();
            WriteStream(key, json);
            WriteSums(sums, json);
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteEndObject();
        json.Flush();
        destination.WriteByte((byte)'\n');
    }

    /// <summary>Ids and addresses; null throughout for bare copies, which have none.</summary>
    public static void WriteStream(in StreamKey stream, Utf8JsonWriter json)
    {
        var isBare = stream == Arrival.Bare;
        WriteNumber(json, "mirrorId", isBare ? null : stream.MirrorId);
        WriteNumber(json, "sessionId", isBare ? null : stream.SessionId);
        json.WriteString("source", isBare ? null : $"{stream.Source}");
        WriteNumber(json, "sourcePort", isBare ? null : stream.SourcePort);
        json.WriteString("destination", isBare ? null : $"{stream.Destination}");
        WriteNumber(json, "destinationPort", isBare ? null : stream.DestinationPort);
    }

    private static void WriteSums(LedgerSums sums, Utf8JsonWriter json)
    {
        json.WriteNumber("packets", sums.Packets);
        json.WriteNumber("bytes", sums.Bytes);
        json.WriteString("first", sums.Packets == 0 ? null : TimestampText.Format(sums.Times.First));
        json.WriteString("last", sums.Packets == 0 ? null : TimestampText.Format(sums.Times.Last));
        json.WriteStartObject("faults");
        foreach (var (fault, packets) in sums.Faults)
            json.WriteNumber(FaultKinds.NameOf(fault), packets);
        json.WriteEndObject();
    }

    private static void WriteNumber(Utf8JsonWriter json, string name, uint? value)
    {
        if (value is { } number)
            json.WriteNumber(name, number);
        else
            json.WriteNull(name);
    }
}
