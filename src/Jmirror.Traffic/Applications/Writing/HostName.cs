namespace Jmirror.Traffic.Applications.Writing;

/// <summary>Names of hosts: <c>h0001f.example</c>, the host's number in hexadecimal (top-level domain of RFC 2606).</summary>
internal static class HostName
{
    /// <summary>Bytes of any name.</summary>
    public const int Length = 14;

    /// <summary>Bytes of its first label.</summary>
    public const int LabelLength = 6;

    private const int Digits = 5;

    /// <summary>Writes the name, ASCII.</summary>
    public static void Write(Span<byte> destination, uint host)
    {
        "h00000.example"u8.CopyTo(destination);
        for (var i = Digits; i > 0; i--, host >>= 4)
            destination[i] = "0123456789abcdef"u8[(int)(host & 0x0f)];
    }
}
