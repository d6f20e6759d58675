using Jmirror.Network.Files;
using Jmirror.Protocol.Link;
using Jmirror.Protocol.Mirror;

namespace Jmirror.Cli.Decoding;

/// <summary>A capture file of mirrored packets without their headers.</summary>
internal sealed class InnerCapture : IDisposable
{
    private readonly CaptureWriter _writer;
    private int? _ip;
    private int? _ppp;

    private InnerCapture(CaptureWriter writer) => _writer = writer;

    /// <summary>Packets that are neither IP nor PPP and so have no link type.</summary>
    public long Unwritten { get; private set; }

    /// <exception cref="CommandException">The file cannot be written.</exception>
    public static InnerCapture Create(string path)
    {
        try
        {
            return new InnerCapture(CaptureWriter.Create(path, ProgramVersion.NameAndVersion));
        }
        catch (CaptureFileException failure)
        {
            throw new CommandException(failure.Message, ExitCode.Environment);
        }
    }

    /// <summary>Appends the mirrored packet of a datagram.</summary>
    /// <exception cref="CommandException">The file cannot take it: a second link type in a pcap file, a full disk.</exception>
    public void Write(long timestamp, in MirrorDatagram datagram, ReadOnlySpan<byte> bytes)
    {
        var payload = datagram.PayloadOf(bytes);
        try
        {
            switch (datagram.Packet.Kind)
            {
                case MirroredKind.Ipv4 or MirroredKind.Ipv6:
                    _writer.Write(
                        _ip ??= _writer.AddInterface("ip", LinkType.Raw),
                        timestamp,
                        payload,
                        payload.Length
                    );
                    break;
                case MirroredKind.Ppp:
                    _writer.Write(
                        _ppp ??= _writer.AddInterface("ppp", LinkType.PppHdlc),
                        timestamp,
                        payload,
                        payload.Length
                    );
                    break;
                default:
                    Unwritten++;
                    break;
            }
        }
        catch (CaptureFileException failure)
        {
            throw new CommandException(failure.Message, ExitCode.Environment);
        }
    }

    public void Dispose() => _writer.Dispose();
}
