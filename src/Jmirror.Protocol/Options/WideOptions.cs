using System.Buffers.Binary;

namespace Jmirror.Protocol.Options;

/// <summary>A list of options, each with two bytes of type and two of length, for <c>foreach</c>.</summary>
/// <remarks>
/// <code>
/// | type, 2 bytes | length of the value, 2 bytes | value | type ...
/// </code>
/// Big-endian. The list ends at the first option that does not fit into the bytes: nothing behind it can be trusted.
/// Source: RFC 2516, section 4 (PPPoE tags); RFC 8415, section 21.1 (DHCPv6 options).
/// </remarks>
/// <param name="bytes">The list.</param>
public ref struct WideOptions(ReadOnlySpan<byte> bytes)
{
    private const int LengthOffset = 2;
    private const int HeaderLength = 4;

    private ReadOnlySpan<byte> _rest = bytes;

    /// <summary>Type of the option at hand.</summary>
    public ushort Type { get; private set; }

    /// <summary>Value of the option at hand.</summary>
    public ReadOnlySpan<byte> Value { get; private set; }

    /// <summary>The option at hand.</summary>
    public readonly WideOptions Current => this;

    /// <summary>Goes to the next option; false when there is none.</summary>
    public bool MoveNext()
    {
        if (_rest.Length < HeaderLength)
            return false;
        var length = BinaryPrimitives.ReadUInt16BigEndian(_rest[LengthOffset..]);
        if (length > _rest.Length - HeaderLength)
            return false;
        Type = BinaryPrimitives.ReadUInt16BigEndian(_rest);
        Value = _rest.Slice(HeaderLength, length);
        _rest = _rest[(HeaderLength + length)..];
        return true;
    }

    /// <summary>Walks over the list.</summary>
    public readonly WideOptions GetEnumerator() => this;

    /// <summary>The value of the first option of a type; empty also when there is none.</summary>
    public readonly ReadOnlySpan<byte> Find(ushort type)
    {
        foreach (var option in this)
        {
            if (option.Type == type)
                return option.Value;
        }
        return default;
    }
}
