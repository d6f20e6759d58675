namespace Jmirror.Traffic.Applications.Writing;

/// <summary>An address as text messages have it: dotted decimal, or all eight groups of an IPv6 address.</summary>
/// <param name="Address">As a number, first byte highest.</param>
/// <param name="IsIpv6">Its family.</param>
/// <param name="IsInUri">True puts an IPv6 address into brackets (RFC 3986, section 3.2.2).</param>
internal readonly record struct AddressText(UInt128 Address, bool IsIpv6, bool IsInUri)
{
    private const int Groups = 8;
    private const int BitsPerGroup = 16;

    /// <summary>Writes the address and returns its bytes.</summary>
    public int Write(Span<byte> destination)
    {
        var low = (uint)(Address & uint.MaxValue);
        if (!IsIpv6)
            return MessageText.Write(
                destination,
                $"{low >> 24}.{(low >> 16) & 0xff}.{(low >> 8) & 0xff}.{low & 0xff}"
            );
        var length = 0;
        if (IsInUri)
            destination[length++] = (byte)'[';
        for (var i = Groups - 1; i >= 0; i--)
        {
            var group = (ulong)(Address >> (i * BitsPerGroup)) & ushort.MaxValue;
            length += MessageText.Write(destination[length..], $"{group:x}");
            if (i > 0)
                destination[length++] = (byte)':';
        }
        if (IsInUri)
            destination[length++] = (byte)']';
        return length;
    }
}
