using System.Buffers.Binary;

namespace Jmirror.Protocol.Radius;

/// <summary>
/// Walks through the attributes of a packet. Each sub-attribute of a vendor in <see cref="RadiusVendor"/> is an
/// attribute of its own, however many share one Vendor-Specific.
/// </summary>
/// <remarks>
/// <code>
/// |  type  | length | value (length - 2) ...
/// |   26   | length | vendor (4) | type | length | value ... | type | length | value ...
/// </code>
/// A length counts its own two bytes. Source: RFC 2865, sections 5 and 5.26.
/// </remarks>
public ref struct RadiusAttributeEnumerator
{
    private readonly ReadOnlySpan<byte> _packet;
    private int _next;
    private int _vendorEnd;
    private uint _vendor;

    internal RadiusAttributeEnumerator(ReadOnlySpan<byte> packet, int first)
    {
        _packet = packet;
        _next = first;
    }

    /// <summary>The attribute at hand.</summary>
    public RadiusAttributeView Current { get; private set; }

    /// <summary>This, for <c>foreach</c>.</summary>
    public readonly RadiusAttributeEnumerator GetEnumerator() => this;

    /// <summary>Goes to the next attribute; false behind the last.</summary>
    public bool MoveNext()
    {
        if (_next < _vendorEnd)
        {
            Current = Take(_vendor);
            return true;
        }
        if (_next >= _packet.Length)
            return false;
        var attribute = Take(vendor: 0);
        if (attribute.Type == RadiusAttributeType.VendorSpecific && HasKnownForm(attribute.Value))
        {
            _vendor = BinaryPrimitives.ReadUInt32BigEndian(attribute.Value);
            _vendorEnd = _next;
            _next = attribute.Offset + RadiusAttributeView.VendorLength;
            attribute = Take(_vendor);
        }
        Current = attribute;
        return true;
    }

    /// <summary>True when <paramref name="attributes"/> is filled exactly by attributes.</summary>
    internal static bool IsWellFormed(ReadOnlySpan<byte> attributes)
    {
        while (!attributes.IsEmpty)
        {
            if (attributes.Length < RadiusAttributeView.HeaderLength)
                return false;
            int length = attributes[RadiusAttributeView.LengthOffset];
            if (length < RadiusAttributeView.HeaderLength || length > attributes.Length)
                return false;
            attributes = attributes[length..];
        }
        return true;
    }

    private static bool HasKnownForm(ReadOnlySpan<byte> value) =>
        value.Length > RadiusAttributeView.VendorLength
        && BinaryPrimitives.ReadUInt32BigEndian(value) is RadiusVendor.Juniper or RadiusVendor.DslForum
        && IsWellFormed(value[RadiusAttributeView.VendorLength..]);

    private RadiusAttributeView Take(uint vendor)
    {
        var start = _next;
        _next += _packet[start + RadiusAttributeView.LengthOffset];
        return new RadiusAttributeView(
            (RadiusAttributeType)((vendor << RadiusAttributeView.VendorShift) | _packet[start]),
            _packet[(start + RadiusAttributeView.HeaderLength).._next],
            start + RadiusAttributeView.HeaderLength
        );
    }
}
