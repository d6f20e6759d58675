using Jmirror.Protocol.Link;

namespace Jmirror.Engine.Subscribers;

/// <summary>
/// The Ethernet address in a Calling-Station-Id, for those routers that write one there: twelve hexadecimal digits,
/// with colons, hyphens or dots between them in any way (RFC 3580 section 3.21 has hyphens; others do as they like).
/// </summary>
internal static class StationMac
{
    private const int Digits = 2 * MacAddress.Length;

    /// <summary>Reads the address; false when the text is something else, such as a telephone number.</summary>
    public static bool TryRead(string? text, out MacAddress mac)
    {
        mac = default;
        var digits = 0;
        ulong value = 0;
        foreach (var c in text ?? "")
        {
            if (c is ':' or '-' or '.')
                continue;
            if (!char.IsAsciiHexDigit(c) || ++digits > Digits)
                return false;
            value = (value << 4) | (uint)(char.IsAsciiDigit(c) ? c - '0' : (c | ' ') - 'a' + 10);
        }
        mac = new MacAddress(digits == Digits ? value : 0);
        return mac.Value != 0;
    }
}
