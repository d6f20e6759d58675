namespace Jmirror.Traffic.Applications.Writing;

/// <summary>The name of a host: <c>h0001f.example</c>, its number in hexadecimal (top-level domain of RFC 2606).</summary>
/// <param name="Host">The host's number.</param>
internal readonly record struct HostName(uint Host)
{
    /// <summary>Bytes of any name.</summary>
    public const int Length = 14;

    /// <summary>Bytes of its first label.</summary>
    public const int LabelLength = 6;

    private const int Digits = 5;

    /// <summary>Writes the name, ASCII.</summary>
    public void Write(Span<byte> destination)
    {
        "h00000.example"u8.CopyTo(destination);
        var rest = Host;
        for (var i = Digits; i > 0; i--, rest >>= 4)
            destination[i] = "0123456789abcdef"u8[(int)(rest & 0x0f)];
    }
}
