namespace Jmirror.Protocol.Dhcp;

/// <summary>A DHCPv6 message with what the relays' envelopes around it say.</summary>
public readonly ref struct Dhcpv6Datagram
{
    private Dhcpv6Datagram(
        Dhcpv6View message,
        int depth,
        Dhcpv6RelayView innermost,
        ReadOnlySpan<byte> interfaceId,
        ReadOnlySpan<byte> remoteId
    )
    {
        Message = message;
        IsRelayed = depth > 0;
        IsFromAccessNode = depth == 1 && innermost.LinkAddress == UInt128.Zero;
        ClientAddress = depth > 0 ? innermost.PeerAddress : UInt128.Zero;
        InterfaceId = interfaceId;
        RemoteId = remoteId;
    }

    /// <summary>The message between client and server.</summary>
    public Dhcpv6View Message { get; }

    /// <summary>True when it lies in an envelope.</summary>
    public bool IsRelayed { get; }

    /// <summary>
    /// True when the only envelope is that of an access node on the client's own link, which passes the client's
    /// frame on under the client's addresses (RFC 6221).
    /// </summary>
    public bool IsFromAccessNode { get; }

    /// <summary>The client's address by the innermost envelope; :: without one.</summary>
    public UInt128 ClientAddress { get; }

    /// <summary>Interface id of the relay closest to the client that gave one; empty when none did.</summary>
    public ReadOnlySpan<byte> InterfaceId { get; }

    /// <summary>Remote id, likewise, without the enterprise number.</summary>
    public ReadOnlySpan<byte> RemoteId { get; }

    /// <summary>
    /// Opens a UDP payload; false when it is too short, or there are more than <see cref="Dhcpv6RelayView.MaxDepth"/>
    /// envelopes.
    /// </summary>
    public static bool TryRead(ReadOnlySpan<byte> bytes, out Dhcpv6Datagram datagram)
    {
        var innermost = default(Dhcpv6RelayView);
        var interfaceId = ReadOnlySpan<byte>.Empty;
        var remoteId = ReadOnlySpan<byte>.Empty;
        var depth = 0;
        while (depth < Dhcpv6RelayView.MaxDepth && Dhcpv6RelayView.TryRead(bytes, out var envelope))
        {
            innermost = envelope;
            interfaceId = envelope.InterfaceId is { IsEmpty: false } id ? id : interfaceId;
            remoteId = envelope.RemoteId is { IsEmpty: false } remote ? remote : remoteId;
            bytes = envelope.Message;
            depth++;
        }
        if (!Dhcpv6View.TryRead(bytes, out var message))
        {
            datagram = default;
            return false;
        }
        datagram = new Dhcpv6Datagram(message, depth, innermost, interfaceId, remoteId);
        return true;
    }
}
