namespace Jmirror.Protocol.Dhcp;

/// <summary>The options of one field of a DHCPv4 message, for <c>foreach</c>.</summary>
/// <remarks>
/// <code>
/// | code | length | value | code | length | value | 00 padding | ff end |
/// </code>
/// The list ends at the end option, or at the first option that does not fit into the field. Source: RFC 2132,
/// section 2.
/// </remarks>
/// <param name="field">The field.</param>
public ref struct DhcpOptions(ReadOnlySpan<byte> field)
{
    private const int HeaderLength = 2;

    private ReadOnlySpan<byte> _rest = field;

    /// <summary>Code of the option at hand.</summary>
    public DhcpOption Code { get; private set; }

    /// <summary>Value of the option at hand.</summary>
    public ReadOnlySpan<byte> Value { get; private set; }

    /// <summary>The option at hand.</summary>
    public readonly DhcpOptions Current => this;

    /// <summary>Goes to the next option; false when there is none.</summary>
    public bool MoveNext()
    {
        _rest = _rest.TrimStart((byte)DhcpOption.Pad);
        if (_rest.Length < HeaderLength || _rest[0] == (byte)DhcpOption.End)
            return false;
        if (_rest[1] > _rest.Length - HeaderLength)
            return false;
        Code = (DhcpOption)_rest[0];
        Value = _rest.Slice(HeaderLength, _rest[1]);
        _rest = _rest[(HeaderLength + Value.Length)..];
        return true;
    }

    /// <summary>Walks over the field.</summary>
    public readonly DhcpOptions GetEnumerator() => this;
}
