using System.Buffers;
using System.Text;

namespace Jmirror.Protocol.Dtcp;

/// <summary>Puts a message together: first line, parameters, digest, blank line.</summary>
public sealed class DtcpWriter
{
    private readonly ArrayBufferWriter<byte> _bytes = new();

    /// <summary>Begins a message.</summary>
    /// <param name="startLine">First line, without its end.</param>
    public DtcpWriter(string startLine)
    {
        AddText(startLine);
        EndLine();
    }

    /// <summary>Begins an answer.</summary>
    public static DtcpWriter Answer(DtcpVersion version, DtcpStatus status) =>
        new($"{version} {(int)status} {DtcpStatusTexts.TextOf(status)}");

    /// <summary>Begins a request.</summary>
    public static DtcpWriter Request(DtcpMethod method, DtcpVersion version) =>
        new($"{DtcpMethods.WordOf(method)} {version}");

    /// <summary>Adds a parameter; <see cref="DtcpText.Encode"/> makes values of free text.</summary>
    public DtcpWriter Add(string name, string value)
    {
        AddText($"{name}: {value}");
        EndLine();
        return this;
    }

    /// <summary>Repeats a parameter in an answer: the name in upper case, the value as it was sent.</summary>
    public DtcpWriter Repeat(DtcpLine line)
    {
        AddText($"{line.Name.ToUpperInvariant()}: ");
        _bytes.Write(line.RawValue);
        EndLine();
        return this;
    }

    /// <summary>Repeats a line that is no parameter, as <see cref="DtcpText.Printable"/> shows it.</summary>
    public DtcpWriter Repeat(ReadOnlySpan<byte> line)
    {
        _bytes.Write(DtcpText.Printable(line));
        EndLine();
        return this;
    }

    /// <summary>Ends the message with its digest and a blank line. Requests write the name in mixed, answers in upper case.</summary>
    public byte[] Sign(ReadOnlySpan<byte> key, string name)
    {
        Add(name, DtcpDigest.Compute(key, _bytes.WrittenSpan));
        EndLine();
        return _bytes.WrittenSpan.ToArray();
    }

    private void AddText(string text) => Encoding.UTF8.GetBytes(text, _bytes);

    private void EndLine() => _bytes.Write("\r\n"u8);
}
