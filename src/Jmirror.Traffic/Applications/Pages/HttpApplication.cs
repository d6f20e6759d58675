using Jmirror.Traffic.Applications.Writing;

namespace Jmirror.Traffic.Applications.Pages;

/// <summary>A GET and its response, HTTP/1.1 (RFC 9112).</summary>
internal sealed class HttpApplication(TraitSource traits, PayloadPattern pattern, int mtu)
    : TcpApplication(traits, pattern, mtu, HostPort, OpeningLength)
{
    private const ushort HostPort = 80;
    private const int OpeningLength = 1;
    private const int PathDraw = 2;

    private static ReadOnlySpan<byte> HeadBeforeLength =>
        "HTTP/1.1 200 OK\r\nContent-Type: application/octet-stream\r\nConnection: close\r\nContent-Length: "u8;

    private static ReadOnlySpan<byte> HeadBehindLength => "\r\n\r\n"u8;

    // More than any head has.
    private const int HeadRoom = 128;

    /// <inheritdoc/>
    protected override int ResponseLength(ulong random, int segmentSize)
    {
        var contentLength = ContentLength(random, segmentSize);
        return HeadBeforeLength.Length + Digits(contentLength) + HeadBehindLength.Length + contentLength;
    }

    /// <inheritdoc/>
    protected override int WriteOpening(
        int turn,
        ConversationTraits own,
        Span<byte> payload,
        out bool isDownstream
    )
    {
        isDownstream = false;
        return MessageText.Write(
            payload,
            $"GET /{own.Draw(PathDraw):x16} HTTP/1.1\r\nHost: {new HostName(own.Host)}\r\nAccept: */*\r\nConnection: close\r\n\r\n"
        );
    }

    /// <inheritdoc/>
    protected override int WriteHead(ulong random, int segmentSize, bool isFirst, Span<byte> payload)
    {
        if (!isFirst)
            return 0;
        HeadBeforeLength.CopyTo(payload);
        var rest = payload[HeadBeforeLength.Length..];
        var digits = MessageText.Write(rest, $"{ContentLength(random, segmentSize)}");
        HeadBehindLength.CopyTo(rest[digits..]);
        return HeadBeforeLength.Length + digits + HeadBehindLength.Length;
    }

    private static int ContentLength(ulong random, int segmentSize) =>
        1 + (int)(random % (ulong)(MaxSegments * segmentSize - HeadRoom));

    private static int Digits(int number)
    {
        var digits = 1;
        for (; number >= 10; number /= 10)
            digits++;
        return digits;
    }
}
