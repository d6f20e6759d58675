using System.Globalization;

namespace Jmirror.Protocol.Dtcp;

/// <summary>Version of the protocol, written <c>DTCP/0.7</c>.</summary>
/// <param name="Major">Number before the point.</param>
/// <param name="Minor">Number behind it.</param>
public readonly record struct DtcpVersion(ushort Major, ushort Minor) : IComparable<DtcpVersion>
{
    /// <summary>Up to Junos 8.5.</summary>
    public static readonly DtcpVersion Lowest = new(0, 6);

    /// <summary>From Junos 9.0 on; what Juniper's examples use.</summary>
    public static readonly DtcpVersion Usual = new(0, 7);

    /// <summary>ENABLE and DISABLE of Junos 12.3.</summary>
    public static readonly DtcpVersion Highest = new(0, 8);

    private const string Protocol = "DTCP/";

    /// <summary>True for the versions that Junos speaks.</summary>
    public bool IsSupported => this >= Lowest && this <= Highest;

    /// <summary>Reads <c>DTCP/major.minor</c>.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out DtcpVersion version)
    {
        version = default;
        if (!text.StartsWith(Protocol, StringComparison.Ordinal))
            return false;
        text = text[Protocol.Length..];
        var point = text.IndexOf('.');
        if (point < 0 || !TryParseNumber(text[..point], out var major))
            return false;
        if (!TryParseNumber(text[(point + 1)..], out var minor))
            return false;
        version = new DtcpVersion(major, minor);
        return true;
    }

    /// <inheritdoc/>
    public int CompareTo(DtcpVersion other) => (Major, Minor).CompareTo((other.Major, other.Minor));

    /// <summary>True when <paramref name="left"/> is older.</summary>
    public static bool operator <(DtcpVersion left, DtcpVersion right) => left.CompareTo(right) < 0;

    /// <summary>True when <paramref name="left"/> is newer.</summary>
    public static bool operator >(DtcpVersion left, DtcpVersion right) => left.CompareTo(right) > 0;

    /// <summary>True when <paramref name="left"/> is not newer.</summary>
    public static bool operator <=(DtcpVersion left, DtcpVersion right) => left.CompareTo(right) <= 0;

    /// <summary>True when <paramref name="left"/> is not older.</summary>
    public static bool operator >=(DtcpVersion left, DtcpVersion right) => left.CompareTo(right) >= 0;

    /// <summary>As it stands in the first line of a message.</summary>
    public override string ToString() => $"{Protocol}{Major}.{Minor}";

    private static bool TryParseNumber(ReadOnlySpan<char> text, out ushort number) =>
        ushort.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number);
}
