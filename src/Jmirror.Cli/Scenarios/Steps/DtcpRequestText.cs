using System.Globalization;
using System.Text;
using Jmirror.Protocol.Dtcp;
using Jmirror.Provisioning.Scenarios.Steps;

namespace Jmirror.Cli.Scenarios.Steps;

/// <summary>Writes the requests of a <see cref="DtcpRequestStep"/>.</summary>
internal static class DtcpRequestText
{
    // "Authentication-Info: ", the digest, the end of its line, and the blank line.
    private const int AuthenticationLength = 19 + 2 + DtcpDigest.TextLength + 2 + 2;

    private static readonly byte[] BlankLine = "\r\n"u8.ToArray();

    public static byte[] Write(DtcpRequestStep step, ulong seq)
    {
        var writer = new DtcpWriter(step.Lines[0]);
        if (!step.Lines.Any(line => IsParameter(line, DtcpNames.CsourceId)))
            writer.Add(DtcpNames.CsourceId, DtcpText.Encode(step.User));
        foreach (var line in step.Lines.Skip(1))
            writer.Repeat(Encoding.UTF8.GetBytes(line));
        writer.Add(DtcpNames.Seq, seq.ToString(CultureInfo.InvariantCulture));
        var key = Encoding.UTF8.GetBytes(step.Key);
        if (step.Authentication == DtcpAuthentication.Bad)
            key[0] ^= 1;
        var signed = writer.Sign(key, DtcpNames.AuthenticationInfo);
        return step.Authentication == DtcpAuthentication.None
            ? [.. signed.AsSpan(0, signed.Length - AuthenticationLength), .. BlankLine]
            : signed;
    }

    private static bool IsParameter(string line, string name) =>
        line.StartsWith(name, StringComparison.OrdinalIgnoreCase)
        && line.AsSpan(name.Length).TrimStart().StartsWith(":", StringComparison.Ordinal);
}
