using System.Text;
using Jmirror.Protocol.Dtcp;

namespace Jmirror.Protocol.Tests.Dtcp;

public sealed class DtcpDigestTests
{
    // Juniper's published samples whose digests hold: command topics "DELETE (DTCP)", "LIST (DTCP)", "DISABLE (DTCP)"
    // and their answers. Each line ends with CR LF.
    public static readonly TheoryData<string, string> Samples = new()
    {
        {
            "DELETE DTCP/0.7|Csource-ID: dtcp1|CRITERIA-ID: 2|Flags: STATIC|Seq: 10",
            "7e84ae871b12f2da023b038774115bb8d955f17e"
        },
        {
            "DTCP/0.7 200 OK|SEQ: 10|CRITERIA-COUNT: 1|TIMESTAMP: 2011-02-13 16:00:02.802",
            "2834ff32ec07d84753a046cfb552e072cc27d50b"
        },
        {
            "DTCP/0.7 200 OK|SEQ: 7|CRITERIA-ID: 2|TIMESTAMP: 2011-02-13 15:56:49.609",
            "4880de4b8cead98c95813fd9b95e240b107d4693"
        },
        {
            "LIST DTCP/0.7|Csource-ID: dtcp1|Cdest-ID: cd1|Seq: 9",
            "f6dd64643021debb167ce2fb2d3c7b6622a87e09"
        },
        {
            "DISABLE DTCP/0.8|Csource-ID: ft-user|Criteria-ID: 8|X-Drop-Policy: drop_pol|Flags: STATIC|Seq: 1",
            "963aa01c38c531f63fb410afd058c018be4d0230"
        },
    };

    [Theory]
    [MemberData(nameof(Samples))]
    public void Sample_OfJuniper_HasItsDigest(string lines, string digest)
    {
        var covered = Encoding.UTF8.GetBytes(lines.Replace("|", "\r\n", StringComparison.Ordinal) + "\r\n");

        Assert.Equal(digest, DtcpDigest.Compute(DtcpDigest.UsualKey, covered));
        Assert.True(DtcpDigest.Verifies(DtcpDigest.UsualKey, covered, digest));
        Assert.True(DtcpDigest.Verifies(DtcpDigest.UsualKey, covered, digest.ToUpperInvariant()));
    }

    [Theory]
    [MemberData(nameof(Samples))]
    public void Sample_WithAnyBitOrTheKeyChanged_DoesNotVerify(string lines, string digest)
    {
        var covered = Encoding.UTF8.GetBytes(lines.Replace("|", "\r\n", StringComparison.Ordinal) + "\r\n");

        Assert.False(DtcpDigest.Verifies("juniper"u8, covered, digest));
        for (var bit = 0; bit < 8 * covered.Length; bit++)
        {
            covered[bit / 8] ^= (byte)(1 << (bit % 8));
            Assert.False(DtcpDigest.Verifies(DtcpDigest.UsualKey, covered, digest));
            covered[bit / 8] ^= (byte)(1 << (bit % 8));
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("7e84ae")]
    [InlineData("7e84ae871b12f2da023b038774115bb8d955f17e0")]
    [InlineData("zzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzz")]
    public void Digest_OfAnotherForm_DoesNotVerify(string digest) =>
        Assert.False(DtcpDigest.Verifies(DtcpDigest.UsualKey, "LIST DTCP/0.7\r\n"u8, digest));
}
