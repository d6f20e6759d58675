using System.Text;

namespace Jmirror.Protocol.Dtcp;

/// <summary>One parameter of a message: <c>Name: value</c>, white space around both ignored.</summary>
public sealed class DtcpLine
{
    private readonly ReadOnlyMemory<byte> _value;

    private DtcpLine(string name, ReadOnlyMemory<byte> value, string text)
    {
        Name = name;
        _value = value;
        Value = text;
    }

    /// <summary>The name as it was sent.</summary>
    public string Name { get; }

    /// <summary>The value, escapes resolved: see <see cref="DtcpText.TryDecode"/>. May be empty.</summary>
    public string Value { get; }

    /// <summary>The value's bytes as they were sent, white space around them removed.</summary>
    public ReadOnlySpan<byte> RawValue => _value.Span;

    /// <summary>True for the parameter of this name.</summary>
    public bool Is(string name) => Name.Equals(name, StringComparison.OrdinalIgnoreCase);

    /// <summary>Reads a line without its end; false when it is no parameter.</summary>
    public static bool TryParse(ReadOnlyMemory<byte> line, out DtcpLine? parameter)
    {
        parameter = null;
        var colon = line.Span.IndexOf((byte)':');
        if (colon < 0)
            return false;
        var name = line[..colon].Span.Trim(" \t"u8);
        var value = line[(colon + 1)..].Trim(" \t"u8);
        if (name.IsEmpty || !IsName(name) || !DtcpText.TryDecode(value.Span, out var text))
            return false;
        parameter = new DtcpLine(Encoding.ASCII.GetString(name), value, text);
        return true;
    }

    private static bool IsName(ReadOnlySpan<byte> name)
    {
        foreach (var c in name)
        {
            if (!char.IsAsciiLetterOrDigit((char)c) && c is not ((byte)'-' or (byte)'_'))
                return false;
        }
        return true;
    }
}
