using System.Buffers.Binary;
using Jmirror.Protocol.Options;

namespace Jmirror.Protocol.Ppp;

/// <summary>Codes that LCP, IPCP and IPV6CP share; echoes are LCP's alone (RFC 1661, section 5).</summary>
public enum PppCode : byte
{
    /// <summary>None.</summary>
    None = 0,

    /// <summary>What the sender wants for itself.</summary>
    ConfigureRequest = 1,

    /// <summary>The other side agrees to all of it: the same options again.</summary>
    ConfigureAck = 2,

    /// <summary>The other side wants these options to have these values.</summary>
    ConfigureNak = 3,

    /// <summary>The other side does not want these options at all.</summary>
    ConfigureReject = 4,

    /// <summary>The sender closes.</summary>
    TerminateRequest = 5,

    /// <summary>The other side has closed, too.</summary>
    TerminateAck = 6,

    /// <summary>The sender does not know this code.</summary>
    CodeReject = 7,

    /// <summary>The sender does not know this protocol.</summary>
    ProtocolReject = 8,

    /// <summary>Are you there?</summary>
    EchoRequest = 9,

    /// <summary>I am.</summary>
    EchoReply = 10,
}

/// <summary>A PPP control packet: LCP, PAP, CHAP, IPCP, IPV6CP all begin alike.</summary>
/// <remarks>
/// <code>
/// 0 | code | identifier | length of the whole packet |
/// 4 | data: options, or what the code asks for
/// </code>
/// Big-endian. Source: RFC 1661, section 5; RFC 1334, section 2.2; RFC 1994, section 4.
/// </remarks>
public readonly ref struct PppControlView
{
    /// <summary>Length of the header, bytes.</summary>
    public const int HeaderLength = 4;

    private const int LengthOffset = 2;

    private PppControlView(byte code, byte identifier, ReadOnlySpan<byte> data)
    {
        Code = code;
        Identifier = identifier;
        Data = data;
    }

    /// <summary>What the packet is: <see cref="PppCode"/>, <see cref="PapCode"/> or <see cref="ChapCode"/>.</summary>
    public byte Code { get; }

    /// <summary>Ties an answer to its request.</summary>
    public byte Identifier { get; }

    /// <summary>What follows the header, by the length field; bytes behind are padding.</summary>
    public ReadOnlySpan<byte> Data { get; }

    /// <summary>The data of the four Configure packets as options.</summary>
    public NarrowOptions Options => new(Data, OptionLength.OfOption);

    /// <summary>
    /// Views a PPP information field; false when it is too short or its length field is below
    /// <see cref="HeaderLength"/> or beyond the bytes.
    /// </summary>
    public static bool TryRead(ReadOnlySpan<byte> bytes, out PppControlView view)
    {
        view = default;
        if (bytes.Length < HeaderLength)
            return false;
        var length = BinaryPrimitives.ReadUInt16BigEndian(bytes[LengthOffset..]);
        if (length < HeaderLength || length > bytes.Length)
            return false;
        view = new PppControlView(bytes[0], bytes[1], bytes[HeaderLength..length]);
        return true;
    }
}
