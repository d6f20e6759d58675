using System.Text;

namespace Jmirror.Protocol.Dtcp;

/// <summary>
/// A request or answer cut into lines: the first line, parameters, and the digest. Any bytes are a message; what is
/// wrong with them is told by <see cref="BadLine"/> and by the absence of <see cref="Authentication"/>.
/// </summary>
public sealed class DtcpMessage
{
    private readonly ReadOnlyMemory<byte> _signed;
    private readonly List<DtcpLine> _lines = [];

    /// <summary>Takes a message apart.</summary>
    /// <param name="bytes">From the first line to the end of the last line before the blank one. Kept, not copied.</param>
    public DtcpMessage(ReadOnlyMemory<byte> bytes)
    {
        _signed = bytes;
        StartLine = TakeLine(bytes, out var at);
        while (at < bytes.Length)
        {
            var begin = at;
            var line = TakeLine(bytes[begin..], out var length);
            at += length;
            if (!DtcpLine.TryParse(line, out var parameter))
            {
                BadLine ??= line;
            }
            else if (parameter!.Is(DtcpNames.AuthenticationInfo))
            {
                // Whatever follows is not signed, and not looked at.
                Authentication = parameter;
                _signed = bytes[..begin];
                return;
            }
            else
            {
                _lines.Add(parameter);
            }
        }
    }

    /// <summary>The first line, without its end.</summary>
    public ReadOnlyMemory<byte> StartLine { get; }

    /// <summary>Parameters in order, Authentication-Info excepted.</summary>
    public IReadOnlyList<DtcpLine> Lines => _lines;

    /// <summary>The first line before the digest that is no parameter; null when all are.</summary>
    public ReadOnlyMemory<byte>? BadLine { get; }

    /// <summary>The digest; null when there is none.</summary>
    public DtcpLine? Authentication { get; }

    /// <summary>The first line as text.</summary>
    public string StartText => Encoding.UTF8.GetString(StartLine.Span);

    /// <summary>A parameter by name; of several the first. Null when there is none.</summary>
    public DtcpLine? Find(string name)
    {
        foreach (var line in _lines)
        {
            if (line.Is(name))
                return line;
        }
        return null;
    }

    /// <summary>True when the message carries its digest under this key.</summary>
    public bool IsAuthentic(ReadOnlySpan<byte> key) =>
        Authentication is { } line && DtcpDigest.Verifies(key, _signed.Span, line.Value);

    // Lines end with CR LF; a bare LF ends one too, and white space before the end does not count.
    private static ReadOnlyMemory<byte> TakeLine(ReadOnlyMemory<byte> bytes, out int length)
    {
        var end = bytes.Span.IndexOf((byte)'\n');
        length = end < 0 ? bytes.Length : end + 1;
        return bytes[..(end < 0 ? length : end)].TrimEnd(" \t\r"u8);
    }
}
