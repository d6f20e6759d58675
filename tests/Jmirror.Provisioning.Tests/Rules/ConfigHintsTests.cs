using Jmirror.Provisioning.Configuration;
using Jmirror.Provisioning.Rules;
using static Jmirror.Provisioning.Tests.Mistakes;

namespace Jmirror.Provisioning.Tests.Rules;

public class ConfigHintsTests
{
    private const string Alice = "subscribers: [{ username: alice, ipv4: 10.0.0.1 }]\n";

    [Fact]
    public void Identity_NearlyAListedOne_IsNoErrorButAHint()
    {
        var hint = Assert.Single(
            HintsOf(Mirror("trigger: { username: alise }", $"analyzer: md1, {Ids}") + Alice)
        );

        Assert.Equal(
            "lab.yaml:2:34: hint: no subscriber of this file has the username 'alise': did you mean 'alice'?",
            hint.ToString()
        );
    }

    [Theory]
    [InlineData("username: alice")]
    [InlineData("username: robert")]
    [InlineData("agent-remote-id: alise")]
    [InlineData("ipv4: 10.0.0.2")]
    public void Trigger_ThatMayWellBeMeant_GivesNoHint(string trigger) =>
        Assert.Empty(HintsOf(Mirror($"trigger: {{ {trigger} }}", $"analyzer: md1, {Ids}") + Alice));

    private static IReadOnlyList<ConfigError> HintsOf(string text)
    {
        var result = ConfigFile.Parse(text, "lab.yaml");
        Assert.Empty(result.Errors);
        return ConfigHints.Of(result.Config!, "lab.yaml");
    }
}
