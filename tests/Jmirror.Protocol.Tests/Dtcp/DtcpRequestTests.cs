using System.Text;
using Jmirror.Protocol.Dtcp;

namespace Jmirror.Protocol.Tests.Dtcp;

public sealed class DtcpRequestTests
{
    [Theory]
    [InlineData("ADD DTCP/0.6", DtcpMethod.Add, 6)]
    [InlineData("DELETE DTCP/0.7", DtcpMethod.Delete, 7)]
    [InlineData("LIST DTCP/0.7", DtcpMethod.List, 7)]
    [InlineData("ENABLE DTCP/0.8", DtcpMethod.Enable, 8)]
    [InlineData("DISABLE DTCP/0.8", DtcpMethod.Disable, 8)]
    [InlineData("REFRESH DTCP/0.7", DtcpMethod.Refresh, 7)]
    [InlineData("NOOP  DTCP/0.7", DtcpMethod.Noop, 7)]
    public void FirstLine_OfEachMethod_IsUnderstood(string line, DtcpMethod method, int minor)
    {
        Assert.True(
            DtcpRequest.TryRead(Message($"{line}\r\nSeq: 18446744073709551615"), out var request, out _)
        );

        Assert.Equal(
            (method, new DtcpVersion(0, (ushort)minor), ulong.MaxValue),
            (request!.Method, request.Version, request.Seq)
        );
    }

    [Theory]
    [InlineData("", 400, "0.7")]
    [InlineData("ADD", 400, "0.7")]
    [InlineData("ADD DTCP/", 400, "0.7")]
    [InlineData("ADD DTCP/0", 400, "0.7")]
    [InlineData("ADD DTCP/0.-7", 400, "0.7")]
    [InlineData("ADD DTCP/99999.7", 400, "0.7")]
    [InlineData("ADD HTTP/0.7", 400, "0.7")]
    [InlineData("ADD DTCP/0.7 now", 400, "0.7")]
    [InlineData("add DTCP/0.6", 400, "0.6")]
    [InlineData("GET DTCP/0.8", 400, "0.8")]
    [InlineData("ADD DTCP/0.5", 505, "0.8")]
    [InlineData("ADD DTCP/0.9", 505, "0.8")]
    [InlineData("ADD DTCP/1.0", 505, "0.8")]
    public void FirstLine_ThatIsNone_IsAnsweredWith(string line, int status, string version)
    {
        Assert.False(DtcpRequest.TryRead(Message($"{line}\r\nSeq: 1"), out _, out var fault));

        Assert.Equal((status, $"DTCP/{version}"), ((int)fault.Status, $"{fault.Version}"));
        Assert.Equal(line, Encoding.UTF8.GetString(fault.Line!.Value.Span));
    }

    [Theory]
    [InlineData("Seq: 18446744073709551616")]
    [InlineData("Seq: -1")]
    [InlineData("Seq:")]
    [InlineData("Seq: 1 2")]
    [InlineData("Flags: STATIC")]
    public void Seq_ThatIsNone_IsABadRequest(string line)
    {
        Assert.False(DtcpRequest.TryRead(Message($"LIST DTCP/0.7\r\n{line}"), out _, out var fault));

        Assert.Equal(DtcpStatus.BadRequest, fault.Status);
        Assert.Null(fault.Line);
    }

    [Fact]
    public void Answer_IsUnderstood()
    {
        Assert.True(
            DtcpAnswer.TryRead(Message("DTCP/0.7 431 Unknown Criteria ID\r\nSEQ: 4"), out var answer)
        );

        Assert.Equal((431, "Unknown Criteria ID"), (answer!.Code, answer.Text));
    }

    [Theory]
    [InlineData("HTTP/1.1 200 OK")]
    [InlineData("DTCP/0.7")]
    [InlineData("DTCP/0.7 OK 200")]
    public void Answer_OfAnotherForm_IsNone(string line) =>
        Assert.False(DtcpAnswer.TryRead(Message(line), out _));

    private static DtcpMessage Message(string text) => new(Encoding.UTF8.GetBytes($"{text}\r\n"));
}
