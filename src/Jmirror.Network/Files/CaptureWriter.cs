using Jmirror.Protocol.Link;

namespace Jmirror.Network.Files;

/// <summary>
/// Writes packets one by one to a capture file. pcapng keeps any number of interfaces with link types of their own;
/// pcap has room for one link type and no names.
/// </summary>
public sealed class CaptureWriter : IDisposable
{
    private const int BufferLength = 1 << 20;

    private readonly CaptureOutput _output;
    private readonly CaptureFileFormat _format;
    private readonly RecordFormat _records;
    private readonly byte[] _buffer = GC.AllocateUninitializedArray<byte>(BufferLength);
    private int _used;
    private int _interfaces;
    private LinkType _linkType;

    private CaptureWriter(CaptureOutput output, CaptureFileFormat format)
    {
        _output = output;
        _format = format;
        _records = new RecordFormat(format);
    }

    /// <summary>
    /// Makes the file; one that exists is overwritten, as tcpdump and editcap do, unless it is an open input. Open
    /// inputs before outputs.
    /// </summary>
    /// <param name="path">The file; a name ending with .pcapng chooses that format.</param>
    /// <param name="application">Program and version, recorded in pcapng.</param>
    /// <exception cref="CaptureFileException">The file cannot be written.</exception>
    public static CaptureWriter Create(string path, string application)
    {
        var format = CaptureFileFormats.ForName(path);
        var writer = new CaptureWriter(CaptureOutput.Create(path), format);
        if (format == CaptureFileFormat.Pcapng)
            writer.Put(PcapngFormat.SectionHeader(application));
        return writer;
    }

    /// <summary>The file.</summary>
    public string Path => _output.Path;

    /// <summary>Packets written.</summary>
    public long PacketsWritten { get; private set; }

    /// <summary>Adds an interface and returns its number in this file, counted from 0.</summary>
    /// <param name="name">What it is called; pcap does not keep it.</param>
    /// <param name="linkType">What its packets begin with.</param>
    /// <exception cref="CaptureFileException">A pcap file has another link type already; or writing failed.</exception>
    public int AddInterface(string name, LinkType linkType)
    {
        if (_format == CaptureFileFormat.Pcapng)
        {
            Put(PcapngFormat.InterfaceDescription(name, linkType));
        }
        else if (_interfaces == 0)
        {
            _linkType = linkType;
            Put(PcapFormat.FileHeader(linkType));
        }
        else if (linkType != _linkType)
        {
            throw new CaptureFileException(
                $"{Path}: pcap holds one link type, here {_linkType}, and cannot take {linkType} too; name the file .pcapng"
            );
        }
        return _interfaces++;
    }

    /// <summary>Adds a packet.</summary>
    /// <param name="interfaceId">A number that <see cref="AddInterface"/> returned.</param>
    /// <param name="timestamp">Nanoseconds since 1970-01-01 UTC; times before become 1970, in pcap those after 2106 become 2106.</param>
    /// <param name="bytes">What was captured, at most 262 144 bytes.</param>
    /// <param name="originalLength">Bytes the packet had on the wire, at least as many.</param>
    /// <exception cref="CaptureFileException">Writing failed.</exception>
    /// <exception cref="ArgumentOutOfRangeException">No such interface, or impossible lengths.</exception>
    public void Write(int interfaceId, long timestamp, ReadOnlySpan<byte> bytes, int originalLength)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)interfaceId, (uint)_interfaces);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(bytes.Length, PcapFormat.MaxFrameLength);
        ArgumentOutOfRangeException.ThrowIfLessThan(originalLength, bytes.Length);
        var room = _records.HeaderLength + bytes.Length + _records.TrailerLength + _records.Alignment;
        if (_used + room > _buffer.Length)
            Flush();
        var record = _buffer.AsSpan(_used);
        bytes.CopyTo(record[_records.HeaderLength..]);
        _used += _records.Seal(record, interfaceId, timestamp, bytes.Length, originalLength);
        PacketsWritten++;
    }

    /// <summary>Hands everything to the operating system: the file can be read up to here.</summary>
    /// <exception cref="CaptureFileException">The disk is full, or another error.</exception>
    public void Flush()
    {
        if (_used == 0)
            return;
        _output.Append(_buffer.AsSpan(0, _used));
        _used = 0;
    }

    /// <summary>Writes what is left and closes the file. A file without packets is still a capture.</summary>
    /// <exception cref="CaptureFileException">Writing failed; not thrown a second time if it failed before.</exception>
    public void Dispose()
    {
        try
        {
            if (_output.HasFailed)
                return;
            if (_format == CaptureFileFormat.Pcap && _interfaces == 0)
                AddInterface("", LinkType.Raw);
            Flush();
        }
        finally
        {
            _output.Dispose();
        }
    }

    private void Put(ReadOnlySpan<byte> block)
    {
        if (_used + block.Length > _buffer.Length)
            Flush();
        block.CopyTo(_buffer.AsSpan(_used));
        _used += block.Length;
    }
}
