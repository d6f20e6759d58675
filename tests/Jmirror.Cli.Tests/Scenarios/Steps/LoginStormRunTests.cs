using System.Text.RegularExpressions;
using Jmirror.Provisioning.Configuration;
using Jmirror.Provisioning.Scenarios.Steps;
using Jmirror.Provisioning.Tests.Radius;

namespace Jmirror.Cli.Tests.Scenarios.Steps;

/// <summary>Logins at FreeRADIUS.</summary>
public sealed class LoginStormRunTests
{
    private const string Users = """
        DEFAULT Cleartext-Password := "storm"
            Class = 0x6a6d

        """;

    [Theory]
    [InlineData(PasswordMethod.Chap)]
    [InlineData(PasswordMethod.Pap)]
    public async Task Storm_OfRightPasswords_IsAcceptedAndAccounted(PasswordMethod method)
    {
        using var server = new FreeradiusServer(Users);
        await using var bench = new StepBench();
        var outcome = await bench.RunAsync(Storm(server.Entry, 200, "storm", method));
        Assert.StartsWith(
            "at least 200 of 200 logins expected; came: 200 accepted, 0 rejected, 0 unanswered; answers after ",
            outcome.Sentence,
            StringComparison.Ordinal
        );
        Assert.EndsWith("; 0 accounting reports unanswered", outcome.Sentence, StringComparison.Ordinal);
        Assert.True(outcome.Passed);
        Assert.Equal(200, outcome.Logins);
        Assert.Equal(200, CountOf("Acct-Status-Type = Start"));
        Assert.Equal(200, CountOf("Acct-Status-Type = Stop"));
        Assert.Equal(2, CountOf("User-Name = \"user137@isp.example\""));
        Assert.Equal(400, CountOf("Class = 0x6a6d"));

        int CountOf(string line) =>
            Regex.Count(server.Accounting, Regex.Escape(line), RegexOptions.None, TimeSpan.FromSeconds(1));
    }

    [Fact]
    public async Task Storm_OfWrongPasswords_IsRejectedAndFails()
    {
        using var server = new FreeradiusServer(Users);
        await using var bench = new StepBench();
        var step = Storm(server.Entry, 5, "wrong");
        var outcome = await bench.RunAsync(step);
        Assert.StartsWith(
            "at least 5 of 5 logins expected; came: 0 accepted, 5 rejected, 0 unanswered; answers after ",
            outcome.Sentence,
            StringComparison.Ordinal
        );
        Assert.False(outcome.Passed);
        Assert.True((await bench.RunAsync(step with { ExpectAccepted = new LeastAccepted(0, 0) })).Passed);
        Assert.Equal("", server.Accounting);
    }

    [Fact]
    public async Task Storm_AtNobody_IsUnansweredAndFails()
    {
        using var server = new FreeradiusServer(Users);
        await using var bench = new StepBench();
        var step = Storm(server.DeadEntry, 5, "storm");
        await bench.FailsAsync(
            step with
            {
                Radius = step.Radius with { Timeout = TimeSpan.FromMilliseconds(50), Retries = 0 },
                ExpectAccepted = new LeastAccepted(null, 10),
            },
            "at least 1 of 5 logins expected; came: 0 accepted, 0 rejected, 5 unanswered; no answer times; "
                + "0 accounting reports unanswered"
        );
    }

    private static LoginStormStep Storm(
        RadiusServerConfig server,
        int count,
        string password,
        PasswordMethod method = PasswordMethod.Chap
    ) =>
        new()
        {
            Count = count,
            Rate = 500,
            Login = new LoginConfig(StepBench.Secret(password), method),
            Radius = new RadiusConfig { Servers = [server], NasIdentifier = "lab" },
        };
}
