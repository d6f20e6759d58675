namespace Jmirror.Protocol.Radius;

/// <summary>One attribute of a packet, of RADIUS itself or of a vendor.</summary>
/// <param name="type">Which one.</param>
/// <param name="value">Its value, without type and length.</param>
/// <param name="offset">Where the value begins, counted from the packet's first byte.</param>
public readonly ref struct RadiusAttributeView(RadiusAttributeType type, ReadOnlySpan<byte> value, int offset)
{
    /// <summary>Longest value of an attribute of RADIUS itself, bytes.</summary>
    public const int MaxValueLength = 253;

    /// <summary>Longest value of a vendor's attribute, bytes.</summary>
    public const int MaxVendorValueLength = MaxValueLength - VendorLength - HeaderLength;

    /// <summary>Type and length.</summary>
    internal const int HeaderLength = 2;

    internal const int LengthOffset = 1;

    /// <summary>Vendor's number at the start of the value of attribute 26.</summary>
    internal const int VendorLength = 4;

    internal const int VendorShift = 8;

    /// <summary>Which attribute.</summary>
    public RadiusAttributeType Type { get; } = type;

    /// <summary>Its value.</summary>
    public ReadOnlySpan<byte> Value { get; } = value;

    /// <summary>Where the value begins, counted from the packet's first byte.</summary>
    public int Offset { get; } = offset;
}
