using System.Text;
using Jmirror.Protocol.Dtcp;
using Jmirror.Testing;

namespace Jmirror.Protocol.Tests.Dtcp;

public sealed class DtcpWriterTests
{
    [Fact]
    public void Request_IsWrittenByteForByte()
    {
        var message = DtcpWriter
            .Request(DtcpMethod.Delete, DtcpVersion.Usual)
            .Add(DtcpNames.CsourceId, "li-user")
            .Add("CRITERIA-ID", "1")
            .Add(DtcpNames.Flags, "STATIC")
            .Add(DtcpNames.Seq, "3")
            .Sign(DtcpDigest.UsualKey, DtcpNames.AuthenticationInfo);

        Hex.AssertEqual(DtcpDialogue.Wire(DtcpDialogue.Delete), message);
    }

    [Fact]
    public void Answer_IsWrittenByteForByte()
    {
        var asked = new DtcpMessage("DELETE DTCP/0.7\r\nCriteria-ID : 77 \r\n"u8.ToArray());
        var message = DtcpWriter
            .Answer(DtcpVersion.Usual, DtcpStatus.UnknownCriteriaId)
            .Add("SEQ", "4")
            .Repeat(asked.Lines[0])
            .Add(
                "TIMESTAMP",
                DtcpTime.Format(new DateTimeOffset(2025, 1, 2, 4, 4, 8, 9, TimeSpan.FromHours(1)))
            )
            .Sign(DtcpDigest.UsualKey, "AUTHENTICATION-INFO");

        Hex.AssertEqual(DtcpDialogue.Wire(DtcpDialogue.Unknown), message);
    }

    [Fact]
    public void Line_ThatIsNoParameter_IsRepeatedAsOneLine()
    {
        var message = DtcpWriter
            .Answer(DtcpVersion.Usual, DtcpStatus.BadRequest)
            .Repeat("a\r\u007fb é"u8)
            .Sign(DtcpDigest.UsualKey, "AUTHENTICATION-INFO");

        Assert.StartsWith(
            "DTCP/0.7 400 Bad Request\r\na\\013\\127b é\r\nAUTH",
            Encoding.UTF8.GetString(message),
            StringComparison.Ordinal
        );
    }
}
