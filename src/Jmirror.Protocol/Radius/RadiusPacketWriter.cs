using System.Buffers.Binary;
using System.Text;
using Jmirror.Protocol.Ip;

namespace Jmirror.Protocol.Radius;

/// <summary>
/// Writes a packet: header, attributes in order, and at the end what proves where it comes from. An attribute that
/// is too long, or beyond <see cref="RadiusPacketView.MaxLength"/>, is the caller's mistake.
/// </summary>
public ref struct RadiusPacketWriter
{
    private readonly Span<byte> _buffer;
    private int _length = RadiusPacketView.HeaderLength;
    private int _messageAuthenticator;

    /// <summary>Begins a packet at the start of <paramref name="buffer"/>.</summary>
    public RadiusPacketWriter(Span<byte> buffer, RadiusCode code, byte identifier)
    {
        _buffer = buffer.Length > RadiusPacketView.MaxLength ? buffer[..RadiusPacketView.MaxLength] : buffer;
        _buffer[..RadiusPacketView.HeaderLength].Clear();
        _buffer[0] = (byte)code;
        _buffer[RadiusPacketView.IdentifierOffset] = identifier;
    }

    /// <summary>Appends an attribute.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is too long for one attribute, or for the rest of the packet.</exception>
    public void Add(RadiusAttributeType type, scoped ReadOnlySpan<byte> value) =>
        value.CopyTo(Reserve(type, value.Length));

    /// <summary>Appends text in UTF-8.</summary>
    /// <exception cref="ArgumentOutOfRangeException">As for <see cref="Add"/>.</exception>
    public void AddText(RadiusAttributeType type, string text) =>
        Encoding.UTF8.GetBytes(text, Reserve(type, Encoding.UTF8.GetByteCount(text)));

    /// <summary>Appends a 32-bit number.</summary>
    public void AddNumber(RadiusAttributeType type, uint number) =>
        BinaryPrimitives.WriteUInt32BigEndian(Reserve(type, sizeof(uint)), number);

    /// <summary>Appends an IPv4 address.</summary>
    public void AddIpv4(RadiusAttributeType type, Ipv4Address address) =>
        address.Write(Reserve(type, Ipv4Address.Length));

    /// <summary>Appends an IPv6 prefix: a zero byte, the length in bits, and as many bytes as hold them. Source: RFC 3162, section 2.3.</summary>
    public void AddIpv6Prefix(RadiusAttributeType type, IpPrefix prefix)
    {
        Span<byte> address = stackalloc byte[16];
        BinaryPrimitives.WriteUInt128BigEndian(address, prefix.Address);
        var held = address[..((prefix.Length + 7) / 8)];
        var value = Reserve(type, RadiusValues.PrefixHeaderLength + held.Length);
        value[0] = 0;
        value[RadiusValues.PrefixLengthOffset] = (byte)prefix.Length;
        held.CopyTo(value[RadiusValues.PrefixHeaderLength..]);
    }

    /// <summary>Appends a salt-encrypted attribute; see <see cref="SaltCipher.Encrypt"/>.</summary>
    public void AddSalted(
        RadiusAttributeType type,
        scoped ReadOnlySpan<byte> clear,
        ushort salt,
        scoped ReadOnlySpan<byte> authenticator,
        RadiusSecret secret
    )
    {
        Span<byte> value = stackalloc byte[RadiusAttributeView.MaxVendorValueLength];
        Add(type, value[..SaltCipher.Encrypt(clear, salt, authenticator, secret, value)]);
    }

    /// <summary>Appends Message-Authenticator; the finishing call fills it.</summary>
    public void AddMessageAuthenticator()
    {
        var value = Reserve(RadiusAttributeType.MessageAuthenticator, RadiusHash.Length);
        value.Clear();
        _messageAuthenticator = _length - RadiusHash.Length;
    }

    /// <summary>Finishes an Access-Request, whose authenticator is 16 unpredictable bytes, and returns its length.</summary>
    public readonly int FinishAccessRequest(ReadOnlySpan<byte> authenticator, RadiusSecret secret)
    {
        FinishMessage(authenticator, secret);
        authenticator.CopyTo(_buffer[RadiusPacketView.AuthenticatorOffset..]);
        return _length;
    }

    /// <summary>Finishes an Accounting-, CoA- or Disconnect-Request and returns its length.</summary>
    public readonly int FinishRequest(RadiusSecret secret) => Finish(SaltCipher.NoAuthenticator, secret);

    /// <summary>Finishes an answer to the request with this authenticator and returns its length.</summary>
    public readonly int FinishAnswer(ReadOnlySpan<byte> requestAuthenticator, RadiusSecret secret) =>
        Finish(requestAuthenticator, secret);

    private readonly int Finish(ReadOnlySpan<byte> authenticator, RadiusSecret secret)
    {
        FinishMessage(authenticator, secret);
        Span<byte> hash = stackalloc byte[RadiusHash.Length];
        RadiusAuthenticator.Compute(_buffer[.._length], authenticator, secret, hash);
        hash.CopyTo(_buffer[RadiusPacketView.AuthenticatorOffset..]);
        return _length;
    }

    private readonly void FinishMessage(ReadOnlySpan<byte> authenticator, RadiusSecret secret)
    {
        BinaryPrimitives.WriteUInt16BigEndian(_buffer[RadiusPacketView.LengthOffset..], (ushort)_length);
        if (_messageAuthenticator == 0)
            return;
        Span<byte> hash = stackalloc byte[RadiusHash.Length];
        RadiusAuthenticator.ComputeMessage(
            _buffer[.._length],
            _messageAuthenticator,
            authenticator,
            secret,
            hash
        );
        hash.CopyTo(_buffer[_messageAuthenticator..]);
    }

    /// <summary>Writes what stands in front of a value, and makes room for it.</summary>
    private Span<byte> Reserve(RadiusAttributeType type, int valueLength)
    {
        var vendor = (uint)type >> RadiusAttributeView.VendorShift;
        var isVendors = vendor != 0;
        ArgumentOutOfRangeException.ThrowIfGreaterThan(
            valueLength,
            isVendors ? RadiusAttributeView.MaxVendorValueLength : RadiusAttributeView.MaxValueLength
        );
        var length = RadiusAttributeView.HeaderLength + valueLength;
        var outerLength = isVendors
            ? RadiusAttributeView.HeaderLength + RadiusAttributeView.VendorLength + length
            : length;
        ArgumentOutOfRangeException.ThrowIfGreaterThan(outerLength, _buffer.Length - _length);
        var room = _buffer.Slice(_length, outerLength);
        _length += outerLength;
        if (isVendors)
        {
            room[0] = (byte)RadiusAttributeType.VendorSpecific;
            room[RadiusAttributeView.LengthOffset] = (byte)outerLength;
            BinaryPrimitives.WriteUInt32BigEndian(room[RadiusAttributeView.HeaderLength..], vendor);
            room = room[(RadiusAttributeView.HeaderLength + RadiusAttributeView.VendorLength)..];
        }
        room[0] = (byte)type;
        room[RadiusAttributeView.LengthOffset] = (byte)length;
        return room[RadiusAttributeView.HeaderLength..];
    }
}
