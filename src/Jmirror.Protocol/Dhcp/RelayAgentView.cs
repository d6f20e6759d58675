using Jmirror.Protocol.Options;

namespace Jmirror.Protocol.Dhcp;

/// <summary>The value of DHCPv4 option 82: what a relay or an access node says of the client's line.</summary>
/// <remarks>
/// <code>
/// | sub-option | length | value | ...
/// </code>
/// Source: RFC 3046, section 2.0.
/// </remarks>
/// <param name="value">The sub-options, without the option's own code and length.</param>
public readonly ref struct RelayAgentView(ReadOnlySpan<byte> value)
{
    private const byte CircuitIdCode = 1;
    private const byte RemoteIdCode = 2;

    private readonly NarrowOptions _options = new(value, OptionLength.OfValue);

    /// <summary>Agent circuit id; empty when there is none.</summary>
    public ReadOnlySpan<byte> CircuitId => _options.Find(CircuitIdCode);

    /// <summary>Agent remote id; empty when there is none.</summary>
    public ReadOnlySpan<byte> RemoteId => _options.Find(RemoteIdCode);
}
