namespace Jmirror.Network.Files;

/// <summary>
/// How a packet stands in a file: header in front, padding and trailer behind, both written around a packet that
/// already lies in its place.
/// </summary>
/// <param name="format">The file's format.</param>
internal readonly struct RecordFormat(CaptureFileFormat format)
{
    private readonly bool _isPcapng = format == CaptureFileFormat.Pcapng;

    /// <summary>Bytes in front of a packet.</summary>
    public int HeaderLength =>
        _isPcapng
            ? PcapngFormat.BlockHeaderLength + PcapngFormat.PacketHeaderLength
            : PcapFormat.RecordHeaderLength;

    /// <summary>Bytes behind a packet, without padding.</summary>
    public int TrailerLength => _isPcapng ? PcapngFormat.BlockTrailerLength : 0;

    /// <summary>A record with header, packet and trailer is padded to a multiple of this many bytes.</summary>
    public int Alignment => _isPcapng ? PcapngFormat.Padded(1) : 1;

    /// <summary>Writes all but the packet and returns the length of the record.</summary>
    public int Seal(
        Span<byte> record,
        int interfaceId,
        long timestamp,
        int capturedLength,
        int originalLength
    )
    {
        if (_isPcapng)
            return PcapngFormat.SealPacket(record, interfaceId, timestamp, capturedLength, originalLength);
        PcapFormat.WriteRecordHeader(record, timestamp, capturedLength, originalLength);
        return PcapFormat.RecordHeaderLength + capturedLength;
    }
}
