namespace Jmirror.Protocol.Dtcp;

/// <summary>A request whose first line and sequence number are understood.</summary>
/// <param name="Method">What it asks for.</param>
/// <param name="Version">Version of the protocol, supported or not.</param>
/// <param name="Seq">Sequence number.</param>
/// <param name="Message">Its parameters.</param>
public sealed record DtcpRequest(DtcpMethod Method, DtcpVersion Version, ulong Seq, DtcpMessage Message)
{
    /// <summary>
    /// Reads a request. A failure tells what answers it; <see cref="DtcpFault.Version"/> is then known as far as the
    /// first line could be read.
    /// </summary>
    public static bool TryRead(DtcpMessage message, out DtcpRequest? request, out DtcpFault fault)
    {
        request = null;
        var start = message.StartText;
        var words = start.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (words is not [var word, var text] || !DtcpVersion.TryParse(text, out var version))
        {
            fault = new DtcpFault(DtcpStatus.BadRequest, DtcpVersion.Usual, message.StartLine);
            return false;
        }
        if (!version.IsSupported)
        {
            fault = new DtcpFault(DtcpStatus.VersionNotSupported, DtcpVersion.Highest, message.StartLine);
            return false;
        }
        if (!DtcpMethods.TryParse(word, out var method))
        {
            fault = new DtcpFault(DtcpStatus.BadRequest, version, message.StartLine);
            return false;
        }
        if (message.BadLine is { } bad)
        {
            fault = new DtcpFault(DtcpStatus.BadRequest, version, bad);
            return false;
        }
        if (!TryReadSeq(message, out var seq))
        {
            fault = new DtcpFault(DtcpStatus.BadRequest, version, null);
            return false;
        }
        fault = default;
        request = new DtcpRequest(method, version, seq, message);
        return true;
    }

    /// <summary>The sequence number: up to 20 decimal digits that fit 64 bits.</summary>
    public static bool TryReadSeq(DtcpMessage message, out ulong seq) =>
        ulong.TryParse(
            message.Find(DtcpNames.Seq)?.Value,
            System.Globalization.NumberStyles.None,
            System.Globalization.CultureInfo.InvariantCulture,
            out seq
        );
}

/// <summary>Why a message is no request.</summary>
/// <param name="Status">What to answer.</param>
/// <param name="Version">Version to answer in.</param>
/// <param name="Line">The line that is to blame, to be repeated; null when it is the sequence number's, which is repeated anyway or missing.</param>
public readonly record struct DtcpFault(DtcpStatus Status, DtcpVersion Version, ReadOnlyMemory<byte>? Line);
