using System.Globalization;
using Jmirror.Protocol.Ip;

namespace Jmirror.Protocol.Dtcp;

/// <summary>
/// Value of a flow-tap filter (Source-Address, Dest-Port, Protocol ...): a value, a range <c>a-b</c>, a prefix
/// <c>a/len</c> or <c>*</c>, with <c>!</c> in front for everything else.
/// </summary>
public static class FilterValue
{
    private const string Any = "*";

    /// <summary>True for a filter on addresses.</summary>
    public static bool IsAddresses(string text)
    {
        text = WithoutNot(text);
        if (text.Equals(Any, StringComparison.Ordinal) || IpPrefix.TryParse(text, out _))
            return true;
        return TrySplit(text, out var first, out var last)
            && IpPrefix.TryParse(first, out var from)
            && IpPrefix.TryParse(last, out var to)
            && from.IsIpv4 == to.IsIpv4
            && from.Length == HostLength
            && to.Length == HostLength
            && from.Address <= to.Address;
    }

    /// <summary>True for a filter on numbers from 0 to <paramref name="largest"/>: ports, protocols.</summary>
    public static bool IsNumbers(string text, uint largest)
    {
        text = WithoutNot(text);
        if (text.Equals(Any, StringComparison.Ordinal))
            return true;
        if (!TrySplit(text, out var first, out var last))
            (first, last) = (text, text);
        return TryParse(first, out var from) && TryParse(last, out var to) && from <= to && to <= largest;
    }

    private const int HostLength = 128;

    private static string WithoutNot(string text) => text is ['!', .. var rest] ? rest.TrimStart() : text;

    private static bool TrySplit(string text, out string first, out string last)
    {
        var dash = text.IndexOf('-', StringComparison.Ordinal);
        (first, last) = dash < 0 ? ("", "") : (text[..dash], text[(dash + 1)..]);
        return dash >= 0;
    }

    private static bool TryParse(string text, out uint number) =>
        uint.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number);
}
