using System.Numerics;
using Jmirror.Engine.Matching;
using Jmirror.Protocol.Ip;
using Jmirror.Protocol.Link;

namespace Jmirror.Provisioning.Schema;

/// <summary>The scalar kinds that several keys share.</summary>
internal static class Scalars
{
    private const int LongestInterfaceName = 15; // IFNAMSIZ - 1, linux/if.h

    /// <summary>Any text, taken as it is written.</summary>
    public static readonly ScalarKind<string> Text = new(
        "text",
        static (text, out value) =>
        {
            value = text;
            return text.Length == 0 ? "is empty: give a text, or leave the key out" : null;
        },
        static value => value,
        JsonForm.Text
    );

    /// <summary>Name of a Linux network interface.</summary>
    public static readonly ScalarKind<string> InterfaceName = new(
        "the name of a network interface",
        static (text, out value) =>
        {
            value = text;
            var isName =
                text.Length is > 0 and <= LongestInterfaceName
                && !text.Any(c => c is '/' or ':' || char.IsWhiteSpace(c) || char.IsControl(c));
            return isName
                ? null
                : $"cannot be the name of a network interface: 1 to {LongestInterfaceName} characters, no '/', ':' or blanks";
        },
        static value => value,
        JsonForm.Text
    );

    /// <summary>IPv4 address of a host.</summary>
    public static readonly ScalarKind<Ipv4Address> Ipv4Host = new(
        "an IPv4 address",
        static (text, out value) =>
            !Ipv4Address.TryParse(text, out value) ? "is not an IPv4 address, for example 192.0.2.100"
            : value.Value == 0 ? "is no host's address: give the one that is meant"
            : null,
        static value => value.ToString(),
        JsonForm.Pattern(@"^[0-9]+\.[0-9]+\.[0-9]+\.[0-9]+$")
    );

    /// <summary>Ethernet address.</summary>
    public static readonly ScalarKind<MacAddress> Mac = new(
        "an Ethernet address",
        static (text, out value) =>
            MacAddress.TryParse(text, out value)
                ? null
                : "is not an Ethernet address: six two-digit groups, for example 02:00:00:00:00:09",
        static value => value.ToString(),
        JsonForm.Pattern("^([0-9a-fA-F]{2}:){5}[0-9a-fA-F]{2}$|^([0-9a-fA-F]{2}-){5}[0-9a-fA-F]{2}$")
    );

    /// <summary>UDP port.</summary>
    public static readonly ScalarKind<ushort> UdpPort = Number<ushort>("a UDP port", 1, ushort.MaxValue);

    /// <summary>Transport port or range of ports.</summary>
    public static readonly ScalarKind<PortRange> Ports = new(
        "a port or a range such as 5060-5080",
        ParsePorts,
        static range => range.First == range.Last ? $"{range.First}" : $"{range.First}-{range.Last}",
        JsonForm.Number(0, ushort.MaxValue, pattern: "^[0-9]+(-[0-9]+)?$|^0[xX][0-9a-fA-F]+$")
    );

    /// <summary>VLAN id.</summary>
    public static readonly ScalarKind<ushort> Vlan = Number<ushort>("a VLAN id", 1, 4094);

    /// <summary>true or false.</summary>
    public static readonly ScalarKind<bool> Flag = new(
        "true or false",
        static (text, out value) =>
        {
            value = text is "true";
            return value || text is "false" ? null : "is not true or false";
        },
        static value => value ? "true" : "false",
        JsonForm.Flag
    );

    /// <summary>A whole number, decimal or hexadecimal with 0x, from <paramref name="min"/> to <paramref name="max"/>.</summary>
    public static ScalarKind<T> Number<T>(string noun, T min, T max)
        where T : struct, IBinaryInteger<T>, IMinMaxValue<T>
    {
        var range = $"{min} to {max}";
        return new ScalarKind<T>(
            $"{noun}, {range}",
            (text, out value) =>
            {
                value = default;
                if (!Numbers.IsNumber(text))
                    return $"is not a whole number: {noun} is {range}";
                if (!Numbers.TryParse(text, out T number) || number < min || number > max)
                    return $"is out of range: {noun} is {range}";
                value = number;
                return null;
            },
            static value => $"{value}",
            JsonForm.Number(ulong.CreateChecked(min), ulong.CreateChecked(max))
        );
    }

    /// <summary>One of some words.</summary>
    public static ScalarKind<T> Choice<T>(params (string Word, T Value)[] choices)
        where T : notnull
    {
        string[] words = [.. choices.Select(choice => choice.Word)];
        var all = string.Join(", ", words);
        return new ScalarKind<T>(
            words.Length == 1 ? words[0] : $"one of {all}",
            (text, out value) =>
            {
                var at = Array.IndexOf(words, text);
                value = choices[Math.Max(at, 0)].Value;
                if (at >= 0)
                    return null;
                var hint = Wording.Nearest(text, words) is { } near
                    ? $"; did you mean {Wording.Quote(near)}?"
                    : "";
                return words.Length == 1 ? $"is not {words[0]}{hint}" : $"is not one of {all}{hint}";
            },
            value => choices.First(choice => choice.Value.Equals(value)).Word,
            JsonForm.Words(words)
        );
    }

    private static string? ParsePorts(string text, out PortRange range)
    {
        range = default;
        var dash = text.IndexOf('-', StringComparison.Ordinal);
        var first = dash < 0 ? text : text[..dash];
        var last = dash < 0 ? text : text[(dash + 1)..];
        if (!Numbers.IsNumber(first) || !Numbers.IsNumber(last))
            return "is not a port or a range such as 5060-5080";
        if (!Numbers.TryParse(first, out ushort from) || !Numbers.TryParse(last, out ushort to))
            return $"is out of range: a port is 0 to {ushort.MaxValue}";
        if (from > to)
            return $"runs backwards: write {to}-{from}";
        range = new PortRange(from, to);
        return null;
    }
}
