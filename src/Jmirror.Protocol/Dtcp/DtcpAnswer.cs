using System.Globalization;

namespace Jmirror.Protocol.Dtcp;

/// <summary>An answer as a client reads it.</summary>
/// <param name="Version">Version of the protocol.</param>
/// <param name="Code">Status code; see <see cref="DtcpStatus"/> for the known ones.</param>
/// <param name="Text">The words behind the code.</param>
/// <param name="Message">Its parameters.</param>
public sealed record DtcpAnswer(DtcpVersion Version, int Code, string Text, DtcpMessage Message)
{
    /// <summary>Reads an answer; false when the first line is not <c>DTCP/version code text</c>.</summary>
    public static bool TryRead(DtcpMessage message, out DtcpAnswer? answer)
    {
        answer = null;
        var words = message.StartText.Split(' ', 3);
        if (words.Length < 2 || !DtcpVersion.TryParse(words[0], out var version))
            return false;
        if (!int.TryParse(words[1], NumberStyles.None, CultureInfo.InvariantCulture, out var code))
            return false;
        answer = new DtcpAnswer(version, code, words.Length > 2 ? words[2] : "", message);
        return true;
    }
}
