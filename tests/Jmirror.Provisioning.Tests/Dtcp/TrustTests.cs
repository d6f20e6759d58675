using System.Text;
using CsCheck;
using Jmirror.Protocol.Dtcp;

namespace Jmirror.Provisioning.Tests.Dtcp;

public sealed class TrustTests
{
    private const string Me = "Csource-ID: li-user";

    [Fact]
    public void Request_WithAWrongDigest_IsLoggedAndNeverAnswered()
    {
        var bench = new Bench();

        Assert.Empty(bench.Send(bench.Request("LIST", Me, key: "juniper")));
        Assert.Empty(bench.Send("LIST DTCP/0.7\r\nCsource-ID: li-user\r\nSeq: 1\r\n\r\n"u8.ToArray()));

        Assert.All(
            bench.Plane.Lines,
            line =>
                Assert.Equal(
                    "497: Authentication-Info is wrong or missing (user li-user at 198.51.100.5)",
                    line.Reason
                )
        );
        Assert.Equal(2, bench.Plane.Lines.Count);
        Assert.Equal("DTCP/0.7 200 OK|SEQ: 2", bench.Ask("LIST", Me));
    }

    [Fact]
    public void Request_WithAWrongDigest_IsAnsweredWhenConfigured()
    {
        var bench = new Bench("distrusted: answer");

        Assert.StartsWith(
            "DTCP/0.8 497 Invalid Authentication\r\nSEQ: 1\r\nTIMESTAMP",
            Encoding.UTF8.GetString(bench.Send(bench.Request("LIST", Me, "0.8", "juniper"))),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void Key_OfTheConfiguration_Signs()
    {
        var bench = new Bench("key: other");

        Assert.Empty(bench.Send(bench.Request("LIST", Me)));
        Assert.NotEmpty(bench.Send(bench.Request("LIST", Me, key: "other")));
    }

    [Fact]
    public void ControlSource_OtherThanTheUser_IsNotTrusted()
    {
        var bench = new Bench();
        Assert.Equal("", bench.Ask("LIST", "Csource-ID: other"));
        Assert.Equal("", bench.Ask("LIST", "Csource-ID: LI-USER"));

        bench = new Bench("distrusted: answer");
        Assert.Equal("DTCP/0.7 499 Invalid Control Source|SEQ: 1", bench.Ask("LIST", "Csource-ID: other"));
    }

    [Fact]
    public void ControlSource_WhereNobodyAskedWhoItIs_IsAnyUser()
    {
        var bench = new Bench("", user: null);

        Assert.Equal("DTCP/0.7 200 OK|SEQ: 1", bench.Ask("LIST", "Csource-ID: other"));
        Assert.Equal("", bench.Ask("LIST", "Csource-ID: nobody"));
    }

    [Fact]
    public void Seq_InStrictMode_MustFollow()
    {
        var bench = new Bench("sequence: strict\n  distrusted: answer");
        Assert.Equal("DTCP/0.7 200 OK|SEQ: 1", bench.Ask("LIST", Me));
        var replayed = bench.Request("LIST", Me);
        Assert.NotEmpty(bench.Send(replayed));

        Assert.StartsWith(
            "DTCP/0.7 498 Invalid Sequence\r\nSEQ: 2",
            Encoding.UTF8.GetString(bench.Send(replayed)),
            StringComparison.Ordinal
        );
        Assert.Equal("DTCP/0.7 200 OK|SEQ: 3", bench.Ask("LIST", Me));
    }

    [Fact]
    public void Seq_Usually_IsNotLookedAt()
    {
        var bench = new Bench();
        var request = bench.Request("LIST", Me);

        Assert.NotEmpty(bench.Send(request));
        Assert.NotEmpty(bench.Send(request));
    }

    [Theory]
    [InlineData("REFRESH", "0.7", "DTCP/0.7 501 Not Implemented|SEQ: 1")]
    [InlineData("NOOP", "0.6", "DTCP/0.6 501 Not Implemented|SEQ: 1")]
    [InlineData("LIST", "0.9", "DTCP/0.8 505 DTCP Version not supported|SEQ: 1|LIST DTCP/0.9")]
    [InlineData("LIST", "0.5", "DTCP/0.8 505 DTCP Version not supported|SEQ: 1|LIST DTCP/0.5")]
    [InlineData("GET", "0.7", "DTCP/0.7 400 Bad Request|SEQ: 1|GET DTCP/0.7")]
    [InlineData("LIST", "0.6", "DTCP/0.6 200 OK|SEQ: 1")]
    [InlineData("LIST", "0.8", "DTCP/0.8 200 OK|SEQ: 1")]
    public void Request_OfAnyVersionAndMethod_IsAnswered(string method, string version, string answer) =>
        Assert.Equal(answer, new Bench().Ask(method, $"{Me}\nFlags: SendAsync", version));

    [Fact]
    public void Line_ThatIsTooLong_ClosesTheChannelAndIsLogged()
    {
        var bench = new Bench();

        bench.SendUntilClosed(new byte[1 << 20]);

        Assert.StartsWith(
            "a line is longer",
            Assert.Single(bench.Plane.Lines).Reason,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void AnyParameters_UnderAGoodDigest_AreAnswered()
    {
        var bench = new Bench();
        var name = Gen.OneOf(
            OneOf(
                "Csource-ID",
                "Cdest-ID",
                "Criteria-ID",
                "Flags",
                "X-Interface-Id",
                "X-IP-Addr",
                "X-UserName",
                "X-JTap-Cdest-Dest-Address",
                "X-JTap-Cdest-TTL",
                "X-MD-Intercept-Id",
                "X-Drop-Policy",
                "Source-Address"
            ),
            Gen.String[Gen.Char["aZ-_: \\"], 0, 6]
        );
        var value = Gen.OneOf(
            OneOf("li-user", "STATIC", "1-*", "192.0.2.1", "eth1.7", "4141414141414141", "*", "no-voip"),
            Gen.String[Gen.Char["09.:/-,*!\\ aé\0"], 0, 12]
        );
        var line = Gen.Select(name, value, (left, right) => $"{left}: {right}");
        Gen.Select(OneOf("ADD", "DELETE", "LIST", "ENABLE", "DISABLE"), line.Array[0, 12])
            .Sample(
                (method, lines) =>
                {
                    var answer = bench.Send(bench.Request(method, string.Join('\n', lines.Prepend(Me))));
                    var message = new DtcpMessage(answer);
                    Assert.True(DtcpAnswer.TryRead(message, out _));
                    Assert.True(message.IsAuthentic(DtcpDigest.UsualKey));
                },
                iter: 10_000,
                threads: 1
            );
    }

    private static Gen<string> OneOf(params string[] texts) =>
        Gen.Int[0, texts.Length - 1].Select(at => texts[at]);
}
