using System.Buffers.Binary;
using Jmirror.Engine.Randomness;
using Jmirror.Traffic.Applications.Writing;

namespace Jmirror.Traffic.Applications.Pages;

/// <summary>Writes the two hellos of TLS 1.3, each in a record of its own.</summary>
/// <remarks>
/// <code>
/// record header, 5 bytes
/// 0 | message type | length of what follows, 3 bytes |
/// 4 | version 03 03 | random, 32 bytes | 20 | session id, 32 bytes |
///   client: | length | cipher suites | 01 00 (no compression) |
///   server: | cipher suite | 00 |
///   | length of extensions | extensions: type, length, contents |
/// </code>
/// Big-endian. Source: RFC 8446, sections 4.1 and 4.2; RFC 6066, section 3 (server name).
/// </remarks>
internal static class TlsHello
{
    private const byte ClientHello = 1;
    private const byte ServerHello = 2;
    private const int MessageOffset = TlsRecords.HeaderLength;
    private const int MessageHeaderLength = 4;
    private const int RandomLength = 32;
    private const int VersionOffset = MessageOffset + MessageHeaderLength;
    private const int RandomOffset = VersionOffset + sizeof(ushort);
    private const int SessionIdOffset = RandomOffset + RandomLength + 1;
    private const int BodyOffset = SessionIdOffset + RandomLength;
    private const int ClientDraw = 3;
    private const int ServerDraw = 4;
    private const int SessionDraw = 5;

    // Three cipher suites, no compression, 96 bytes of extensions, of which the server's name is the first.
    private static ReadOnlySpan<byte> ClientBeforeName =>
        [0, 6, 0x13, 1, 0x13, 2, 0x13, 3, 1, 0, 0, 96, 0, 0, 0, 19, 0, 17, 0, 0, HostName.Length];

    // Groups: x25519. Signatures: ECDSA P-256, RSA-PSS. Versions: TLS 1.3. Key exchange modes: with (EC)DHE. Key share:
    // x25519, 32 bytes.
    private static ReadOnlySpan<byte> ClientBeforeKey =>
        [
            0,
            0x0a,
            0,
            4,
            0,
            2,
            0,
            0x1d,
            0,
            0x0d,
            0,
            6,
            0,
            4,
            4,
            3,
            8,
            4,
            0,
            0x2b,
            0,
            3,
            2,
            3,
            4,
            0,
            0x2d,
            0,
            2,
            1,
            1,
            0,
            0x33,
            0,
            38,
            0,
            36,
            0,
            0x1d,
            0,
            32,
        ];

    // TLS_AES_128_GCM_SHA256, no compression, 46 bytes of extensions. Version: TLS 1.3. Key share: x25519, 32 bytes.
    private static ReadOnlySpan<byte> ServerBeforeKey =>
        [0x13, 1, 0, 0, 46, 0, 0x2b, 0, 2, 3, 4, 0, 0x33, 0, 36, 0, 0x1d, 0, 32];

    /// <summary>Writes the record with the client's hello and returns its bytes.</summary>
    public static int WriteClient(Span<byte> destination, ConversationTraits own)
    {
        var rest = destination[BodyOffset..];
        rest = Append(rest, ClientBeforeName);
        new HostName(own.Host).Write(rest);
        rest = Append(rest[HostName.Length..], ClientBeforeKey);
        return Finish(destination, rest, ClientHello, own, ClientDraw);
    }

    /// <summary>Writes the record with the server's hello and returns its bytes.</summary>
    public static int WriteServer(Span<byte> destination, ConversationTraits own)
    {
        var rest = Append(destination[BodyOffset..], ServerBeforeKey);
        return Finish(destination, rest, ServerHello, own, ServerDraw);
    }

    // What both have: the key at the end, and all that comes before the body.
    private static int Finish(
        Span<byte> destination,
        Span<byte> rest,
        byte messageType,
        ConversationTraits own,
        int draw
    )
    {
        var random = new SeededRandom(own.Draw(draw), 0);
        Fill(rest[..RandomLength], ref random);
        Fill(destination.Slice(RandomOffset, RandomLength), ref random);
        // The server repeats the client's session id.
        var session = new SeededRandom(own.Draw(SessionDraw), 0);
        Fill(destination.Slice(SessionIdOffset, RandomLength), ref session);
        destination[SessionIdOffset - 1] = RandomLength;
        BinaryPrimitives.WriteUInt16BigEndian(destination[VersionOffset..], TlsRecords.LegacyVersion);

        var length = destination.Length - rest.Length + RandomLength;
        TlsRecords.WriteHeader(destination, TlsContentType.Handshake, length - MessageOffset);
        BinaryPrimitives.WriteUInt32BigEndian(
            destination[MessageOffset..],
            ((uint)messageType << 24) | (uint)(length - VersionOffset)
        );
        return length;
    }

    private static Span<byte> Append(Span<byte> destination, ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(destination);
        return destination[bytes.Length..];
    }

    private static void Fill(Span<byte> destination, ref SeededRandom random)
    {
        for (; !destination.IsEmpty; destination = destination[sizeof(ulong)..])
            BinaryPrimitives.WriteUInt64BigEndian(destination, random.NextUInt64());
    }
}
