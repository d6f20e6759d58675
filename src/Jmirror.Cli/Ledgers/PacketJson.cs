using System.Buffers;
using System.Text.Json;
using Jmirror.Engine.Impairing;
using Jmirror.Engine.Ledgers;
using Jmirror.Verification.Decoding;
using Jmirror.Verification.Streams;

namespace Jmirror.Cli.Ledgers;

/// <summary>
/// Writes packets of a ledger as JSON lines: <c>time</c>, the stream as in the summary, <c>length</c>, <c>digest</c> (16
/// hexadecimal digits), <c>fault</c> (null for none).
/// </summary>
internal sealed class PacketJson : IDisposable
{
    // A writer over the stream itself would flush it with every line.
    private readonly ArrayBufferWriter<byte> _line = new();
    private readonly Utf8JsonWriter _json;
    private readonly Stream _output;

    /// <param name="output">Stays the caller's to flush and close.</param>
    public PacketJson(Stream output)
    {
        _output = output;
        _json = new Utf8JsonWriter(_line);
    }

    public void WriteLine(in SentPacket packet, in StreamKey stream)
    {
        _json.WriteStartObject();
        _json.WriteString("time", TimestampText.Format(packet.Time));
        LedgerJson.WriteStream(stream, _json);
        _json.WriteNumber("length", packet.Length);
        _json.WriteString("digest", $"{packet.Digest:x16}");
        _json.WriteString("fault", packet.Fault == FaultKind.None ? null : FaultKinds.NameOf(packet.Fault));
        _json.WriteEndObject();
        _json.Flush();
        _line.Write("\n"u8);
        _output.Write(_line.WrittenSpan);
        _line.ResetWrittenCount();
        _json.Reset();
    }

    public void Dispose() => _json.Dispose();
}
