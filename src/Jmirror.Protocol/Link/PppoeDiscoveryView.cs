using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using Jmirror.Protocol.Options;

namespace Jmirror.Protocol.Link;

/// <summary>What a PPPoE discovery packet says (RFC 2516, appendix A).</summary>
[SuppressMessage("Design", "CA1027", Justification = "Registry numbers, not flags.")]
public enum PppoeCode : byte
{
    /// <summary>Session packet; no discovery.</summary>
    Session = 0x00,

    /// <summary>PADO: an access concentrator offers itself.</summary>
    Offer = 0x07,

    /// <summary>PADI: a client looks for access concentrators.</summary>
    Initiation = 0x09,

    /// <summary>PADR: the client asks one of them for a session.</summary>
    Request = 0x19,

    /// <summary>PADS: the access concentrator names the session; session id 0 refuses it.</summary>
    SessionConfirmation = 0x65,

    /// <summary>PADT: either side ends the session.</summary>
    Termination = 0xa7,
}

/// <summary>PPPoE tag types (RFC 2516, appendix A).</summary>
[SuppressMessage("Design", "CA1027", Justification = "Registry numbers, not flags.")]
public enum PppoeTagType : ushort
{
    /// <summary>The client's own mark, echoed.</summary>
    HostUniq = 0x0103,

    /// <summary>The access concentrator's mark, echoed.</summary>
    AcCookie = 0x0104,

    /// <summary>Four bytes of vendor number, then whatever the vendor likes.</summary>
    VendorSpecific = 0x0105,
}

/// <summary>A PPPoE discovery packet: PPPoE header and tags.</summary>
/// <remarks>
/// <code>
/// 0 | version 1, type 1 | code |
/// 2 | session id               |
/// 4 | length of the tags       |
/// 6 | tags: type, length, value
/// </code>
/// Big-endian. Source: RFC 2516, sections 4 and 5.
/// </remarks>
public readonly ref struct PppoeDiscoveryView
{
    private const byte VersionAndType = 0x11;

    // TR-101, appendix A: what the access node says of the line, in a vendor tag of the DSL Forum.
    private const uint DslForum = 3561;
    private const int VendorLength = 4;
    private const byte CircuitIdType = 1;
    private const byte RemoteIdType = 2;

    private PppoeDiscoveryView(PppoeCode code, ushort session, ReadOnlySpan<byte> tags)
    {
        Code = code;
        Session = session;
        Tags = new WideOptions(tags);
    }

    /// <summary>What the packet says.</summary>
    public PppoeCode Code { get; }

    /// <summary>Session id; 0 before there is one.</summary>
    public ushort Session { get; }

    /// <summary>The tags, of <see cref="PppoeTagType"/>.</summary>
    public WideOptions Tags { get; }

    /// <summary>Agent circuit id that the access node put in; empty when there is none.</summary>
    public ReadOnlySpan<byte> CircuitId => FindLineId(CircuitIdType);

    /// <summary>Agent remote id, likewise.</summary>
    public ReadOnlySpan<byte> RemoteId => FindLineId(RemoteIdType);

    /// <summary>
    /// Views the packet at the start of <paramref name="bytes"/>, which may go on with link padding; false for
    /// another version, for session packets, and when the length field is beyond the bytes.
    /// </summary>
    public static bool TryRead(ReadOnlySpan<byte> bytes, out PppoeDiscoveryView view)
    {
        view = default;
        if (!PppoeHeader.TryRead(bytes, out var header) || bytes[0] != VersionAndType)
            return false;
        if (header.IsSession || header.PayloadLength > bytes.Length - PppoeHeader.Length)
            return false;
        view = new PppoeDiscoveryView(
            (PppoeCode)bytes[1],
            header.Session,
            bytes.Slice(PppoeHeader.Length, header.PayloadLength)
        );
        return true;
    }

    private ReadOnlySpan<byte> FindLineId(byte type)
    {
        foreach (var tag in Tags)
        {
            if (tag.Type != (ushort)PppoeTagType.VendorSpecific || tag.Value.Length < VendorLength)
                continue;
            if (BinaryPrimitives.ReadUInt32BigEndian(tag.Value) != DslForum)
                continue;
            var id = new NarrowOptions(tag.Value[VendorLength..], OptionLength.OfValue).Find(type);
            if (!id.IsEmpty)
                return id;
        }
        return default;
    }
}
