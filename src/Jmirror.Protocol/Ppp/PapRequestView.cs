namespace Jmirror.Protocol.Ppp;

/// <summary>PAP codes (RFC 1334, section 2.2).</summary>
public enum PapCode : byte
{
    /// <summary>None.</summary>
    None = 0,

    /// <summary>Name and password.</summary>
    AuthenticateRequest = 1,

    /// <summary>They are right.</summary>
    AuthenticateAck = 2,

    /// <summary>They are wrong.</summary>
    AuthenticateNak = 3,
}

/// <summary>The data of a PAP Authenticate-Request. The password is not looked at.</summary>
/// <remarks>
/// <code>
/// | length | peer id | length | password |
/// </code>
/// Source: RFC 1334, section 2.2.1.
/// </remarks>
public readonly ref struct PapRequestView
{
    private PapRequestView(ReadOnlySpan<byte> peerId) => PeerId = peerId;

    /// <summary>The name under which the sender authenticates.</summary>
    public ReadOnlySpan<byte> PeerId { get; }

    /// <summary>Views the data of a request; false when the name does not fit into it.</summary>
    public static bool TryRead(ReadOnlySpan<byte> data, out PapRequestView view)
    {
        view = default;
        if (data.IsEmpty || data[0] > data.Length - 1)
            return false;
        view = new PapRequestView(data.Slice(1, data[0]));
        return true;
    }
}
