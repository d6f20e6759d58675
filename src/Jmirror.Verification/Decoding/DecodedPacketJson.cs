using System.Buffers;
using System.Text.Json;
using Jmirror.Protocol.Ip;
using Jmirror.Protocol.Mirror;

namespace Jmirror.Verification.Decoding;

/// <summary>Writes decoded packets as JSON lines: one object and a line feed each.</summary>
/// <remarks>
/// Every line has every field, null where it does not apply:
/// <list type="table">
/// <item><term>number</term><description>number of the packet in the input, from 1</description></item>
/// <item><term>timestamp</term><description>ISO 8601, UTC, nine digits of nanoseconds</description></item>
/// <item><term>outer</term><description>source, destination (dotted decimal), sourcePort, destinationPort, ttl, identification</description></item>
/// <item><term>mirrorId, sessionId, version</term><description>the mirror header; version is the two top bits</description></item>
/// <item><term>payload.kind</term><description>ipv4, ipv6, ppp or unknown</description></item>
/// <item><term>payload.pppProtocol</term><description>PPP protocol number</description></item>
/// <item><term>payload.source, payload.destination</term><description>addresses of the mirrored IP packet</description></item>
/// <item><term>payload.protocol</term><description>its IP protocol number, behind IPv6 extension headers</description></item>
/// <item><term>payload.sourcePort, payload.destinationPort</term><description>its transport ports</description></item>
/// <item><term>payload.length</term><description>bytes of the mirrored packet, PPP header included</description></item>
/// <item><term>faults</term><description>names of <see cref="MirrorFaults"/>, empty as a rule</description></item>
/// </list>
/// </remarks>
public sealed class DecodedPacketJson : IDisposable
{
    // A writer over the stream itself would flush it with every line.
    private readonly ArrayBufferWriter<byte> _line = new();
    private readonly Utf8JsonWriter _json;
    private readonly Stream _output;

    /// <summary>Writes to <paramref name="output"/>, which stays the caller's to flush and close.</summary>
    public DecodedPacketJson(Stream output)
    {
        _output = output;
        _json = new Utf8JsonWriter(_line);
    }

    /// <summary>Writes one line.</summary>
    public void WriteLine(in DecodedPacket packet)
    {
        var header = packet.Datagram.Header;
        _json.WriteStartObject();
        _json.WriteNumber("number", packet.Number);
        _json.WriteString("timestamp", TimestampText.Format(packet.Timestamp));
        WriteOuter(packet.Datagram);
        _json.WriteNumber("mirrorId", header.MirrorId);
        _json.WriteNumber("sessionId", header.SessionId);
        _json.WriteNumber("version", header.Version);
        WritePayload(packet.Datagram, packet.Inner);
        WriteFaults(packet.Datagram.Faults);
        _json.WriteEndObject();
        _json.Flush();
        _line.Write("\n"u8);
        _output.Write(_line.WrittenSpan);
        _line.ResetWrittenCount();
        _json.Reset();
    }

    /// <inheritdoc/>
    public void Dispose() => _json.Dispose();

    private void WriteOuter(in MirrorDatagram datagram)
    {
        _json.WriteStartObject("outer");
        _json.WriteString("source", datagram.Outer.Source.ToString());
        _json.WriteString("destination", datagram.Outer.Destination.ToString());
        _json.WriteNumber("sourcePort", datagram.Outer.SourcePort);
        _json.WriteNumber("destinationPort", datagram.Outer.DestinationPort);
        _json.WriteNumber("ttl", datagram.Outer.TimeToLive);
        _json.WriteNumber("identification", datagram.Identification);
        _json.WriteEndObject();
    }

    private void WritePayload(in MirrorDatagram datagram, in InnerPacket inner)
    {
        var isIp = inner.Version != 0;
        _json.WriteStartObject("payload");
        _json.WriteString("kind", NameOf(datagram.Packet.Kind));
        WriteNumber(
            "pppProtocol",
            datagram.Packet.Kind == MirroredKind.Ppp ? datagram.Packet.PppProtocol : null
        );
        _json.WriteString("source", isIp ? IpPrefix.FormatAddress(inner.Source) : null);
        _json.WriteString("destination", isIp ? IpPrefix.FormatAddress(inner.Destination) : null);
        WriteNumber("protocol", isIp ? inner.Protocol : null);
        WriteNumber("sourcePort", inner.Ports?.Source);
        WriteNumber("destinationPort", inner.Ports?.Destination);
        _json.WriteNumber("length", datagram.PayloadLength);
        _json.WriteEndObject();
    }

    private void WriteFaults(MirrorFaults faults)
    {
        _json.WriteStartArray("faults");
        foreach (var fault in MirrorFaultTexts.All)
        {
            if ((faults & fault) != MirrorFaults.None)
                _json.WriteStringValue(MirrorFaultTexts.NameOf(fault));
        }
        _json.WriteEndArray();
    }

    private void WriteNumber(string name, int? value)
    {
        if (value is { } number)
            _json.WriteNumber(name, number);
        else
            _json.WriteNull(name);
    }

    private static string NameOf(MirroredKind kind) =>
        kind switch
        {
            MirroredKind.Ipv4 => "ipv4",
            MirroredKind.Ipv6 => "ipv6",
            MirroredKind.Ppp => "ppp",
            _ => "unknown",
        };
}
