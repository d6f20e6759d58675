using Jmirror.Network.Files;
using Jmirror.Protocol.Link;
using Jmirror.Protocol.Mirror;
using Jmirror.Verification.Streams;

namespace Jmirror.Cli.Decoding;

/// <summary>A capture file of mirrored packets without their headers.</summary>
internal sealed class InnerCapture : IDisposable
{
    private readonly CaptureWriter _writer;
    private readonly bool _byStream;
    private readonly Dictionary<(StreamKey Stream, LinkType Link), int> _interfaces = [];

    private InnerCapture(CaptureWriter writer, bool byStream)
    {
        _writer = writer;
        _byStream = byStream;
    }

    /// <summary>Packets that are neither IP nor PPP and so have no link type.</summary>
    public long Unwritten { get; private set; }

    /// <param name="path">The file.</param>
    /// <param name="byStream">An interface for each stream instead of one for IP and one for PPP.</param>
    /// <exception cref="CommandException">The file cannot be written.</exception>
    public static InnerCapture Create(string path, bool byStream = false)
    {
        try
        {
            return new InnerCapture(CaptureWriter.Create(path, ProgramVersion.NameAndVersion), byStream);
        }
        catch (CaptureFileException failure)
        {
            throw new OutputException(failure);
        }
    }

    /// <summary>Appends the mirrored packet of a usable datagram.</summary>
    /// <exception cref="CommandException">The file cannot take it: a second link type in a pcap file, a full disk.</exception>
    public void Write(long timestamp, in MirrorDatagram datagram, ReadOnlySpan<byte> bytes)
    {
        if (datagram.Packet.Kind == MirroredKind.Unknown)
        {
            Unwritten++;
            return;
        }
        var link = datagram.Packet.Kind == MirroredKind.Ppp ? LinkType.PppHdlc : LinkType.Raw;
        var payload = datagram.PayloadOf(bytes);
        try
        {
            _writer.Write(InterfaceOf(datagram, link), timestamp, payload, payload.Length);
        }
        catch (CaptureFileException failure)
        {
            throw new OutputException(failure);
        }
    }

    private int InterfaceOf(in MirrorDatagram datagram, LinkType link)
    {
        var key = (_byStream ? StreamKey.Of(datagram) : default, link);
        if (!_interfaces.TryGetValue(key, out var number))
        {
            number = _writer.AddInterface(NameOf(key.Item1, link), link);
            _interfaces.Add(key, number);
        }
        return number;
    }

    private string NameOf(in StreamKey stream, LinkType link) =>
        _byStream && stream != default
            ? $"mirror {stream.MirrorId} session {stream.SessionId} from {stream.Source}"
        : link == LinkType.PppHdlc ? "ppp"
        : "ip";

    public void Dispose() => _writer.Dispose();
}
