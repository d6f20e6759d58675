namespace Jmirror.Protocol.Ppp;

/// <summary>CHAP codes (RFC 1994, section 4).</summary>
public enum ChapCode : byte
{
    /// <summary>None.</summary>
    None = 0,

    /// <summary>Who are you? From the one who wants to know: the authenticator.</summary>
    Challenge = 1,

    /// <summary>The answer, with the name.</summary>
    Response = 2,

    /// <summary>It is right.</summary>
    Success = 3,

    /// <summary>It is wrong.</summary>
    Failure = 4,
}

/// <summary>The data of a CHAP Challenge or Response.</summary>
/// <remarks>
/// <code>
/// | length | value | name, to the end |
/// </code>
/// Source: RFC 1994, section 4.1.
/// </remarks>
public readonly ref struct ChapResponseView
{
    private ChapResponseView(ReadOnlySpan<byte> name) => Name = name;

    /// <summary>The name of the sender.</summary>
    public ReadOnlySpan<byte> Name { get; }

    /// <summary>Views the data of a challenge or response; false when the value does not fit into it.</summary>
    public static bool TryRead(ReadOnlySpan<byte> data, out ChapResponseView view)
    {
        view = default;
        if (data.IsEmpty || data[0] > data.Length - 1)
            return false;
        view = new ChapResponseView(data[(1 + data[0])..]);
        return true;
    }
}
