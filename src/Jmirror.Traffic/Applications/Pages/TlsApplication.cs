using Jmirror.Traffic.Applications.Writing;

namespace Jmirror.Traffic.Applications.Pages;

/// <summary>
/// Looks like TLS 1.3 (RFC 8446) to whoever has no keys: the two hellos, then records of random bytes, one to each
/// segment of the response.
/// </summary>
internal sealed class TlsApplication(TraitSource traits, PayloadPattern pattern, int mtu)
    : TcpApplication(traits, pattern, mtu, HostPort, OpeningLength)
{
    private const ushort HostPort = 443;
    private const int OpeningLength = 5;

    // A record holds at least its type and the authentication tag (RFC 8446, section 5.2).
    private const int MinRecordLength = TlsRecords.HeaderLength + 17;

    // What encrypted messages have in real conversations, tag included.
    private const int CertificatePart = 900;
    private const int FinishedLength = 53;
    private const int RequestLength = 203;

    private readonly PayloadPattern _pattern = pattern;

    /// <inheritdoc/>
    protected override int ResponseLength(ulong random, int segmentSize)
    {
        var full = (int)((uint)random % MaxSegments);
        var last = MinRecordLength + (int)((random >> 32) % (ulong)(segmentSize - MinRecordLength + 1));
        return full * segmentSize + last;
    }

    /// <inheritdoc/>
    protected override int WriteOpening(
        int turn,
        ConversationTraits own,
        Span<byte> payload,
        out bool isDownstream
    )
    {
        isDownstream = turn is 1 or 2;
        return turn switch
        {
            0 => TlsHello.WriteClient(payload, own),
            1 => WriteServerFlight(payload, own),
            2 => WriteEncrypted(payload, CertificatePart),
            3 => WriteFinished(payload),
            _ => WriteEncrypted(payload, RequestLength),
        };
    }

    /// <inheritdoc/>
    protected override int WriteHead(ulong random, int segmentSize, bool isFirst, Span<byte> payload) =>
        TlsRecords.WriteHeader(
            payload,
            TlsContentType.ApplicationData,
            payload.Length - TlsRecords.HeaderLength
        );

    // The hello and the first part of the encrypted messages fill a segment.
    private int WriteServerFlight(Span<byte> payload, ConversationTraits own)
    {
        var length = TlsHello.WriteServer(payload, own);
        length += TlsRecords.WriteChangeCipherSpec(payload[length..]);
        return length + WriteEncrypted(payload[length..], payload.Length - length);
    }

    private int WriteFinished(Span<byte> payload)
    {
        var length = TlsRecords.WriteChangeCipherSpec(payload);
        return length + WriteEncrypted(payload[length..], TlsRecords.HeaderLength + FinishedLength);
    }

    private int WriteEncrypted(Span<byte> payload, int length)
    {
        var head = TlsRecords.WriteHeader(
            payload,
            TlsContentType.ApplicationData,
            length - TlsRecords.HeaderLength
        );
        _pattern.Fill(payload[head..length]);
        return length;
    }
}
