using Jmirror.Engine.Matching;

namespace Jmirror.Provisioning.Tests.Dtcp;

public sealed class DropPolicyTests
{
    private const string Me = "Csource-ID: li-user";

    [Fact]
    public void Add_ThatNamesADropPolicy_HasItAndListsIt()
    {
        var bench = new Bench();
        bench.Ask("ADD", $"{Bench.Adding}\nX-Drop-Policy: no-voip");

        var drop = Assert.Single(Assert.Single(bench.Plane.Requests).Request.Target.Policy.Drop);
        Assert.Equal(((byte)17, new PortRange(5060, 5060)), (drop.Protocol, drop.DestinationPort));
        Assert.Contains("|X-DROP-POLICY: no-voip|", bench.Ask("LIST", Me), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("X-Drop-Policy")]
    [InlineData("X-Drop")]
    public void Enable_ThenDisable_IsForLaterLogins(string name)
    {
        var bench = new Bench();
        bench.Ask("ADD", Bench.Adding);

        Assert.Equal(
            "DTCP/0.8 200 OK|SEQ: 2|CRITERIA-COUNT: 1",
            bench.Ask("ENABLE", $"{Me}\nCriteria-ID: 1\n{name}: no-web\nFlags: STATIC", "0.8")
        );
        Assert.Equal(
            (1, 1),
            (bench.Plane.LaterLogins[0].Number, bench.Plane.LaterLogins[0].Policy.Drop.Count)
        );

        Assert.Equal(
            "DTCP/0.8 200 OK|SEQ: 3|CRITERIA-COUNT: 1",
            bench.Ask("DISABLE", $"{Me}\nCriteria-ID: 1\n{name}: no-web\nFlags: STATIC", "0.8")
        );
        Assert.Equal(SecurePolicy.Default, bench.Plane.LaterLogins[1].Policy);
        Assert.DoesNotContain("X-DROP-POLICY", bench.Ask("LIST", Me), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("DISABLE", "Criteria-ID: 1\nX-Drop-Policy: no-web\nFlags: STATIC")]
    [InlineData("ENABLE", "Criteria-ID: 1\nX-Drop-Policy: no-web")]
    public void Request_ThatChangesNothing_CountsNothing(string method, string parameters)
    {
        var bench = new Bench();
        bench.Ask("ADD", $"{Bench.Adding}\nX-Drop-Policy: no-voip");

        Assert.Equal("DTCP/0.7 200 OK|SEQ: 2|CRITERIA-COUNT: 0", bench.Ask(method, $"{Me}\n{parameters}"));
        Assert.Empty(bench.Plane.LaterLogins);
    }

    [Theory]
    [InlineData("Criteria-ID: 2\nX-Drop-Policy: no-web", "431 Unknown Criteria ID|SEQ: 2|CRITERIA-ID: 2")]
    [InlineData(
        "Criteria-ID: 1\nX-Drop-Policy: web",
        "432 Improper Filter Specification|SEQ: 2|X-DROP-POLICY: web"
    )]
    [InlineData("Criteria-ID: 1", "400 Bad Request|SEQ: 2|X-DROP-POLICY: ")]
    [InlineData("X-Drop-Policy: no-web", "400 Bad Request|SEQ: 2|CRITERIA-ID: ")]
    public void Request_ThatCannotBe_IsRefused(string parameters, string answer)
    {
        var bench = new Bench();
        bench.Ask("ADD", Bench.Adding);

        Assert.Equal($"DTCP/0.7 {answer}", bench.Ask("ENABLE", $"{Me}\n{parameters}\nFlags: STATIC"));
    }
}
