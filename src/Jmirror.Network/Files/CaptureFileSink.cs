using System.Buffers.Binary;
using Jmirror.Engine.Datagrams;
using Jmirror.Protocol.Link;

namespace Jmirror.Network.Files;

/// <summary>
/// Writes mirrored datagrams to a capture file instead of sending them: what the analyzer's link would carry. One
/// write per batch, straight from the lent memory, where record headers have been filled in around the datagrams.
/// </summary>
public sealed class CaptureFileSink : IDatagramSink
{
    private const int MemoryLength = 1 << 20;
    private const int DatagramsPerBatch = 4096;
    private const int EthernetHeaderLength = 14;
    private const int EtherTypeOffset = 12;
    private const ushort EtherTypeIpv4 = 0x0800;
    private const ushort EtherTypeIpv6 = 0x86dd;

    private readonly CaptureOutput _output;
    private readonly RecordFormat _records;
    private readonly DatagramBatch _batch;
    private readonly byte[] _linkHeader;

    private CaptureFileSink(CaptureOutput output, RecordFormat records, byte[] linkHeader)
    {
        _output = output;
        _records = records;
        _linkHeader = linkHeader;
        _batch = DatagramBatch.Packed(
            GC.AllocateUninitializedArray<byte>(MemoryLength, pinned: true),
            DatagramsPerBatch,
            records.HeaderLength + linkHeader.Length,
            records.TrailerLength,
            records.Alignment
        );
    }

    /// <summary>
    /// Makes the file; one that exists is overwritten, as tcpdump and editcap do, unless it is an open input. Open
    /// inputs before outputs.
    /// </summary>
    /// <param name="path">The file; a name ending with .pcapng chooses that format.</param>
    /// <param name="application">Program and version, recorded in pcapng.</param>
    /// <param name="interfaceName">What the interface is called, recorded in pcapng.</param>
    /// <param name="ethernet">Ethernet addresses to put in front; null writes raw IP (LINKTYPE_RAW).</param>
    /// <exception cref="CaptureFileException">The file cannot be written.</exception>
    public static CaptureFileSink Create(
        string path,
        string application,
        string interfaceName,
        EthernetLink? ethernet
    ) =>
        Create(
            path,
            application,
            interfaceName,
            ethernet is null ? LinkType.Raw : LinkType.Ethernet,
            LinkHeader(ethernet)
        );

    /// <summary>
    /// The same for whole Ethernet frames: its datagrams are frames, written as they are (LINKTYPE_ETHERNET).
    /// </summary>
    /// <param name="path">The file; a name ending with .pcapng chooses that format.</param>
    /// <param name="application">Program and version, recorded in pcapng.</param>
    /// <param name="interfaceName">What the interface is called, recorded in pcapng.</param>
    /// <exception cref="CaptureFileException">The file cannot be written.</exception>
    public static CaptureFileSink CreateForFrames(string path, string application, string interfaceName) =>
        Create(path, application, interfaceName, LinkType.Ethernet, linkHeader: []);

    private static CaptureFileSink Create(
        string path,
        string application,
        string interfaceName,
        LinkType linkType,
        byte[] linkHeader
    )
    {
        var format = CaptureFileFormats.ForName(path);
        var output = CaptureOutput.Create(path);
        try
        {
            if (format == CaptureFileFormat.Pcapng)
            {
                output.Append(PcapngFormat.SectionHeader(application));
                output.Append(PcapngFormat.InterfaceDescription(interfaceName, linkType));
            }
            else
            {
                output.Append(PcapFormat.FileHeader(linkType));
            }
            return new CaptureFileSink(output, new RecordFormat(format), linkHeader);
        }
        catch
        {
            output.Dispose();
            throw;
        }
    }

    /// <summary>The file.</summary>
    public string Path => _output.Path;

    /// <summary>Datagrams in the file.</summary>
    public long DatagramsWritten { get; private set; }

    /// <inheritdoc/>
    public int MaxDatagramLength => ushort.MaxValue;

    /// <inheritdoc/>
    public DatagramBatch Rent()
    {
        _batch.Clear();
        return _batch;
    }

    /// <summary>Appends the datagrams to the file; takes all of them or throws.</summary>
    /// <exception cref="CaptureFileException">The disk is full, or another error. The file then ends before this batch.</exception>
    public int Send(DatagramBatch batch, int first, out SendRefusal refusal)
    {
        refusal = default;
        var datagrams = batch.Datagrams[first..];
        if (datagrams.IsEmpty)
            return 0;
        var headroom = _records.HeaderLength + _linkHeader.Length;
        var start = datagrams[0].Offset - headroom;
        var end = start;
        foreach (ref readonly var datagram in datagrams)
        {
            if (_linkHeader.Length > 0)
                WriteLinkHeader(batch, datagram);
            var length = _linkHeader.Length + datagram.Length;
            end = datagram.Offset - headroom;
            end += _records.Seal(batch.Memory.AsSpan(end), 0, datagram.Timestamp, length, length);
        }
        _output.Append(batch.Memory.AsSpan(start, end - start));
        DatagramsWritten += datagrams.Length;
        return datagrams.Length;
    }

    /// <summary>Closes the file. There is nothing left to write.</summary>
    public void Dispose() => _output.Dispose();

    private void WriteLinkHeader(DatagramBatch batch, in Datagram datagram)
    {
        var frame = batch.Memory.AsSpan(datagram.Offset - EthernetHeaderLength);
        _linkHeader.CopyTo(frame);
        // A bare copy of an IPv6 packet is sent without an outer IPv4 header.
        var version = datagram.Length > 0 ? frame[EthernetHeaderLength] >> 4 : 4;
        BinaryPrimitives.WriteUInt16BigEndian(
            frame[EtherTypeOffset..],
            version == 6 ? EtherTypeIpv6 : EtherTypeIpv4
        );
    }

    private static byte[] LinkHeader(EthernetLink? ethernet)
    {
        if (ethernet is not { } link)
            return [];
        var header = new byte[EthernetHeaderLength];
        link.Destination.Write(header);
        link.Source.Write(header.AsSpan(MacAddress.Length));
        return header;
    }
}
