namespace Jmirror.Engine.Subscribers;

/// <summary>
/// The session id that an Acct-Session-Id (RADIUS attribute 44) stands for: its low 32 bits.
/// </summary>
/// <remarks>
/// The attribute is text, and routers write the number in several ways. The number is what stands behind the last
/// colon (<c>atm 2/1.2:0.42:0001048579</c> of JUNOSe, <c>jnpr ge-1/0/0.7:12</c> of Junos), or all of the text when
/// there is none. It is decimal when it has digits only, as both routers write it; it is hexadecimal when it has
/// letters a to f (<c>0010000a</c>). Text with eight hexadecimal digits that happen to be 0 to 9 is read as
/// decimal: no document says how to tell. Low 32 bits: JUNOSe 7.2.x Policy Management Configuration Guide.
/// </remarks>
public static class AccountingSessionId
{
    /// <summary>Reads the number; false when the text holds none.</summary>
    public static bool TryParse(string text, out uint sessionId)
    {
        sessionId = 0;
        var number = text.AsSpan(text.LastIndexOf(':') + 1);
        if (number.IsEmpty)
            return false;
        var numberBase = number.ContainsAnyExceptInRange('0', '9') ? 16u : 10u;
        foreach (var digit in number)
        {
            if (!char.IsAsciiHexDigit(digit))
                return false;
            // Overflow is the modulus: 2 to the power of 32.
            sessionId = unchecked((sessionId * numberBase) + ValueOf(digit));
        }
        return true;
    }

    private static uint ValueOf(char digit) =>
        char.IsAsciiDigit(digit) ? (uint)(digit - '0') : (uint)(char.ToLowerInvariant(digit) - 'a' + 10);
}
