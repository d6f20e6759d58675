namespace Jmirror.Provisioning.Tests.Dtcp;

public sealed class DeleteAndListTests
{
    private const string Me = "Csource-ID: li-user";
    private const string Static = "Flags: STATIC";

    [Theory]
    [InlineData("Criteria-ID: 2", 1, new long[] { 1, 3, 4 })]
    [InlineData("Criteria-ID: 1,3", 2, new long[] { 2, 4 })]
    [InlineData("Criteria-ID: 2-3,3", 2, new long[] { 1, 4 })]
    [InlineData("Criteria-ID: 3-*", 2, new long[] { 1, 2 })]
    [InlineData("Criteria-ID: 0-1000", 4, new long[0])]
    [InlineData("Criteria-ID: 50-60", 0, new long[] { 1, 2, 3, 4 })]
    [InlineData("Cdest-ID: md1", 4, new long[0])]
    public void Delete_OfWhatIsNamed_CountsIt(string named, int count, long[] left)
    {
        var bench = BenchWithFour();

        Assert.Equal(
            $"DTCP/0.7 200 OK|SEQ: 5|CRITERIA-COUNT: {count}",
            bench.Ask("DELETE", $"{Me}\n{named}\n{Static}")
        );

        Assert.Equal(left, bench.Plane.Requests.Select(one => one.Number));
    }

    [Theory]
    [InlineData("Criteria-ID: 5", "431 Unknown Criteria ID|SEQ: 5|CRITERIA-ID: 5")]
    [InlineData("Criteria-ID: 1,5", "431 Unknown Criteria ID|SEQ: 5|CRITERIA-ID: 1,5")]
    [InlineData("Criteria-ID: 0", "431 Unknown Criteria ID|SEQ: 5|CRITERIA-ID: 0")]
    [InlineData("Criteria-ID: x", "400 Bad Request|SEQ: 5|CRITERIA-ID: x")]
    [InlineData("Criteria-ID: 1\nCdest-ID: md1", "400 Bad Request|SEQ: 5|CDEST-ID: md1")]
    [InlineData("Cdest-ID: md1,md2", "400 Bad Request|SEQ: 5|CDEST-ID: md1,md2")]
    [InlineData("Cdest-ID: md9", "430 Unknown Content Destination|SEQ: 5|CDEST-ID: md9")]
    [InlineData("Flags: STATIC", "400 Bad Request|SEQ: 5|CRITERIA-ID: ")]
    [InlineData("X-UserName: a", "400 Bad Request|SEQ: 5|X-USERNAME: a")]
    public void Delete_ThatCannotBe_DeletesNothing(string named, string answer)
    {
        var bench = BenchWithFour();

        Assert.Equal($"DTCP/0.7 {answer}", bench.Ask("DELETE", $"{Me}\n{named}\n{Static}"));

        Assert.Equal(4, bench.Plane.Requests.Count);
    }

    [Theory]
    [InlineData("")]
    [InlineData("Flags: CRITERIA")]
    public void Delete_WithoutTheStaticFlag_DeletesNothingAndSaysSo(string flags)
    {
        var bench = BenchWithFour();

        Assert.Equal(
            "DTCP/0.7 200 OK|SEQ: 5|CRITERIA-COUNT: 0",
            bench.Ask("DELETE", $"{Me}\nCriteria-ID: 1\n{flags}")
        );
        Assert.Equal(4, bench.Plane.Requests.Count);
    }

    [Fact]
    public void Numbers_AreNeverGivenTwice()
    {
        var bench = BenchWithFour();
        bench.Ask("DELETE", $"{Me}\nCriteria-ID: 1-*\n{Static}");

        Assert.Equal("DTCP/0.7 200 OK|SEQ: 6|CRITERIA-ID: 5", bench.Ask("ADD", Bench.Adding));
    }

    [Theory]
    [InlineData("Cdest-ID: md1\nFlags: BOTH")]
    [InlineData("Cdest-ID: md1")]
    [InlineData("Flags: Criteria")]
    [InlineData("")]
    public void List_WithAnyFlags_HasEveryTrigger(string parameters)
    {
        var answer = BenchWithFour().Ask("LIST", $"{Me}\n{parameters}");

        Assert.Equal("1 2 3 4", ValuesOf("CRITERIA-ID", answer));
        Assert.Equal("1 2 3 4", ValuesOf("CRITERIA-NUM", answer));
        Assert.Equal("4 4 4 4", ValuesOf("CRITERIA-COUNT", answer));
    }

    [Fact]
    public void List_WithoutTriggers_IsEmpty()
    {
        var bench = BenchWithFour();
        bench.Ask("DELETE", $"{Me}\nCdest-ID: md1\n{Static}");

        Assert.Equal("DTCP/0.7 200 OK|SEQ: 6", bench.Ask("LIST", Me));
        Assert.Equal("DTCP/0.7 200 OK|SEQ: 7", bench.Ask("LIST", $"{Me}\nCdest-ID: md1"));
    }

    [Theory]
    [InlineData("Cdest-ID: md1,md2", "400 Bad Request|SEQ: 5|CDEST-ID: md1,md2")]
    [InlineData("Cdest-ID: md2", "430 Unknown Content Destination|SEQ: 5|CDEST-ID: md2")]
    public void List_OfOtherDestinations_IsRefused(string parameters, string answer) =>
        Assert.Equal($"DTCP/0.7 {answer}", BenchWithFour().Ask("LIST", $"{Me}\n{parameters}"));

    [Fact]
    public void List_SkipsWhatTheControlPlaneHasEnded()
    {
        var bench = BenchWithFour();
        bench.Plane.Delete(2, "logout");

        var answer = bench.Ask("LIST", Me);

        Assert.DoesNotContain("CRITERIA-ID: 2", answer, StringComparison.Ordinal);
        Assert.Contains("CRITERIA-COUNT: 3", answer, StringComparison.Ordinal);
        Assert.Contains(
            "431 Unknown",
            bench.Ask("DELETE", $"{Me}\nCriteria-ID: 2\n{Static}"),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void Thousand_OverOneChannel_AreListedAndDeleted()
    {
        var bench = new Bench();
        for (var id = 1; id <= 1024; id++)
            Assert.Equal($"DTCP/0.7 200 OK|SEQ: {id}|CRITERIA-ID: {id}", bench.Ask("ADD", Bench.Adding));

        Assert.Equal("DTCP/0.7 550 Max Criteria Limit Exceeded|SEQ: 1025", bench.Ask("ADD", Bench.Adding));
        Assert.Equal(
            string.Join(' ', Enumerable.Range(1, 1024)),
            ValuesOf("CRITERIA-ID", bench.Ask("LIST", Me))
        );
        Assert.Equal(
            "DTCP/0.7 200 OK|SEQ: 1027|CRITERIA-COUNT: 1024",
            bench.Ask("DELETE", $"{Me}\nCriteria-ID: 1-1024\n{Static}")
        );
        Assert.Empty(bench.Plane.Requests);
    }

    private static string ValuesOf(string name, string answer) =>
        string.Join(
            ' ',
            from line in answer.Split('|')
            where line.StartsWith($"{name}: ", StringComparison.Ordinal)
            select line[(name.Length + 2)..]
        );

    private static Bench BenchWithFour()
    {
        var bench = new Bench();
        for (var i = 0; i < 4; i++)
            bench.Ask("ADD", Bench.Adding);
        return bench;
    }
}
