using Jmirror.Provisioning.Configuration;

namespace Jmirror.Provisioning.Tests.Configuration;

/// <summary>Mistakes in the section dtcp, and what is never printed of it.</summary>
public sealed class DtcpErrorTests
{
    private const string Secret = "$pbkdf2-sha512$i=1$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAA";
    private const string User = "li-user: { authorized-keys: ssh-ed25519 AAAA }";

    [Theory]
    [InlineData(
        "dtcp: { port: 32001 }",
        "1:7: dtcp has no users, so nobody could task: give it users, each with password-hash or authorized-keys"
    )]
    [InlineData(
        "dtcp: { users: { li-user: { } } }",
        "1:27: user 'li-user' cannot log in: give password-hash or authorized-keys"
    )]
    [InlineData(
        $"dtcp: {{ users: {{ {User} }}, port: 22 }}",
        "1:74: port '22' is out of reach for the SSH server, which has no privileges: give 1024 or more"
    )]
    [InlineData(
        "dtcp: { users: { li user: { password-hash: $pbkdf2-sha512$i=1$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAA } } }",
        "1:27: user 'li user' cannot log in: a name has no blanks"
    )]
    [InlineData(
        "dtcp: { users: { li-user: { authorized-keys: id_ed25519.pub } } }",
        "1:46: authorized-keys 'id_ed25519.pub' is no public key: write type and key, for example 'ssh-ed25519 AAAA...'; "
            + "types are ssh-ed25519, ssh-rsa, ecdsa-sha2-nistp256, ecdsa-sha2-nistp384, ecdsa-sha2-nistp521"
    )]
    [InlineData(
        $"router: {{ series: e }}\ndtcp: {{ users: {{ {User} }} }}",
        "2:7: an E Series router has no DTCP: remove dtcp, or set router series: mx"
    )]
    [InlineData(
        $"dtcp: {{ users: {{ {User} }}, connection-limit: 251 }}",
        "1:86: connection-limit '251' is out of range: a connection limit is 1 to 250"
    )]
    [InlineData(
        $"dtcp: {{ users: {{ {User} }}, listen: here }}",
        "1:76: listen 'here' is not an IP address, for example 0.0.0.0 or ::1"
    )]
    public void Mistake_IsNamed(string text, string error) => Mistakes.AssertErrors(error, text);

    [Fact]
    public void Password_ThatIsNoHash_IsNamedWithoutBeingPrinted() =>
        Mistakes.AssertErrors(
            "1:44: password-hash must be a password hash as `jmirror dtcp password` prints it",
            "dtcp: { users: { li-user: { password-hash: open-sesame } } }"
        );

    [Fact]
    public void Secret_AsItIsExplained_IsNone() =>
        Mistakes.AssertErrors(
            "1:14: key (hidden) is what `jmirror config explain` prints in place of a secret: give the secret itself",
            "dtcp: { key: (hidden) }"
        );

    [Fact]
    public void Secrets_Explained_AreNotShown()
    {
        var config = ConfigFile
            .Parse(
                $"dtcp: {{ key: open-sesame, users: {{ li-user: {{ password-hash: {Secret} }} }} }}",
                "lab.yaml"
            )
            .Config!;

        var text = Explaining.TextOf(config);

        Assert.Equal(("open-sesame", Secret), (config.Dtcp!.Key, config.Dtcp.Users[0].PasswordHash));
        Assert.DoesNotContain("open-sesame", text, StringComparison.Ordinal);
        Assert.DoesNotContain("pbkdf2", text, StringComparison.Ordinal);
        Assert.Contains("  key: \"(hidden)\" ", text, StringComparison.Ordinal);
        Assert.Contains("  password-hash: \"(hidden)\" ", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Key_OfJunipersExamples_IsNoSecret()
    {
        var config = ConfigFile.Parse($"dtcp: {{ users: {{ {User} }} }}", "lab.yaml").Config!;

        Assert.Contains("  key: Juniper ", Explaining.TextOf(config), StringComparison.Ordinal);
    }
}
