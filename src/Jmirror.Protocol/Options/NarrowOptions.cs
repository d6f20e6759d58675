namespace Jmirror.Protocol.Options;

/// <summary>What the length byte of an option counts.</summary>
public enum OptionLength
{
    /// <summary>The value only: DHCP relay agent sub-options, access line sub-tags.</summary>
    OfValue = 0,

    /// <summary>Type, length and value: PPP options.</summary>
    OfOption = 2,
}

/// <summary>A list of options, each with one byte of type and one of length, for <c>foreach</c>.</summary>
/// <remarks>
/// <code>
/// | type | length | value | type | length | value | ...
/// </code>
/// The list ends at the first option that does not fit into the bytes: nothing behind it can be trusted.
/// Source: RFC 1661, section 6 (PPP); RFC 3046, section 2.0 (DHCP relay agent); TR-101, appendix A (PPPoE).
/// </remarks>
/// <param name="bytes">The list.</param>
/// <param name="counts">What the length byte counts.</param>
public ref struct NarrowOptions(ReadOnlySpan<byte> bytes, OptionLength counts)
{
    private const int HeaderLength = 2;

    private ReadOnlySpan<byte> _rest = bytes;

    /// <summary>Type of the option at hand.</summary>
    public byte Type { get; private set; }

    /// <summary>Value of the option at hand.</summary>
    public ReadOnlySpan<byte> Value { get; private set; }

    /// <summary>The option at hand.</summary>
    public readonly NarrowOptions Current => this;

    /// <summary>Goes to the next option; false when there is none.</summary>
    public bool MoveNext()
    {
        if (_rest.Length < HeaderLength)
            return false;
        var length = _rest[1] - (int)counts;
        if (length < 0 || length > _rest.Length - HeaderLength)
            return false;
        Type = _rest[0];
        Value = _rest.Slice(HeaderLength, length);
        _rest = _rest[(HeaderLength + length)..];
        return true;
    }

    /// <summary>Walks over the list.</summary>
    public readonly NarrowOptions GetEnumerator() => this;

    /// <summary>The value of the first option of a type; empty also when there is none.</summary>
    public readonly ReadOnlySpan<byte> Find(byte type)
    {
        foreach (var option in this)
        {
            if (option.Type == type)
                return option.Value;
        }
        return default;
    }
}
