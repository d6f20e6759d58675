using System.Runtime.Versioning;
using Jmirror.Protocol.Ip;
using Jmirror.Provisioning.Configuration;
using Jmirror.Testing;

namespace Jmirror.Provisioning.Tests.Configuration;

public sealed class RadiusKeyTests
{
    private const string Client = "{ address: 198.51.100.1, secret: s3cret-word }";

    [Fact]
    public void Radius_AllKeys_AreRead()
    {
        var radius = Parse(
            $$"""
            radius:
              dynamic-requests:
                listen: [192.0.2.1, "2001:db8::1"]
                port: 1700
                clients: [{{Client}}, { address: "2001:db8:1::/64", secret: { file: /tmp/x } }]
                allow-clear-attributes: true
                require-message-authenticator: true
                event-timestamp-window: 5m
              sniff: [{ server: 198.51.100.2, secret: other-word }]
              servers: [{ address: 198.51.100.3, port: 1645, accounting-port: 1646, secret: third-word }]
              nas-identifier: lab
              nas-ip-address: 192.0.2.1
              interim-interval: 10m
              timeout: 500ms
              retries: 0
            """
        );
        var requests = radius.DynamicRequests!;
        Assert.Equal(
            "192.0.2.1 2001:db8::1",
            string.Join(' ', requests.Listen.Select(IpPrefix.FormatAddress))
        );
        Assert.Equal(1700, requests.Port);
        Assert.Equal(
            "198.51.100.1 2001:db8:1::/64",
            string.Join(' ', requests.Clients.Select(one => one.Address))
        );
        Assert.Equal("/tmp/x", requests.Clients[1].Secret.File);
        Assert.True(requests.AllowClearAttributes && requests.RequireMessageAuthenticator);
        Assert.Equal(TimeSpan.FromMinutes(5), requests.EventTimestampWindow);
        Assert.Equal("198.51.100.2", IpPrefix.FormatAddress(Assert.Single(radius.Sniff).Server));
        var server = Assert.Single(radius.Servers);
        Assert.Equal((1645, 1646), (server.Port, server.AccountingPort));
        Assert.Equal(("lab", "192.0.2.1"), (radius.NasIdentifier, $"{radius.NasIpAddress}"));
        Assert.Equal(TimeSpan.FromMinutes(10), radius.InterimInterval);
        Assert.Equal((TimeSpan.FromMilliseconds(500), 0), (radius.Timeout, radius.Retries));
    }

    [Fact]
    public void Radius_FewKeys_HaveTheirDefaults()
    {
        var radius = Parse($"radius: {{ dynamic-requests: {{ clients: [{Client}] }} }}");
        Assert.Equal(3799, radius.DynamicRequests!.Port);
        Assert.Empty(radius.DynamicRequests.Listen);
        Assert.False(radius.DynamicRequests.RequireMessageAuthenticator);
        Assert.Null(radius.DynamicRequests.EventTimestampWindow);
        Assert.Equal((TimeSpan.FromSeconds(3), 2), (radius.Timeout, radius.Retries));
    }

    [Fact]
    public void Secrets_AreInNoOutput()
    {
        var config = ConfigFile
            .Parse(
                $$"""
                radius:
                  dynamic-requests: { clients: [{{Client}}] }
                  servers: [{ address: 198.51.100.3, secret: s3cret-word }]
                subscribers: [{ username: a, outer-vlan: 7, login: radius, password: s3cret-word }]
                """,
                "lab.yaml"
            )
            .Config!;
        var explained = Explaining.TextOf(config);
        Assert.Contains("secret: \"(hidden)\"", explained, StringComparison.Ordinal);
        Assert.Contains("password: \"(hidden)\"", explained, StringComparison.Ordinal);
        Assert.DoesNotContain("s3cret", explained, StringComparison.Ordinal);
        Assert.DoesNotContain("s3cret", config.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("s3cret", $"{config.Radius} {config.Subscribers[0]}", StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(
        "radius: { dynamic-requests: { clients: [{ address: 198.51.100.1 }] } }",
        "1:41: a client needs the key secret, for example 'secret: testing123'"
    )]
    [InlineData(
        "radius: { servers: [{ address: 198.51.100.1, secret: [a] }] }",
        "1:54: secret must be a text of 1 to 256 bytes, or a mapping { file: PATH }, not a list"
    )]
    [InlineData(
        "radius: { servers: [{ address: 198.51.100.1, secret: { path: a } }] }",
        "1:54: a secret needs the key file, for example 'file: /etc/jmirror/radius.secret'|1:56: a secret has no key 'path': keys are file"
    )]
    [InlineData(
        "radius: { servers: [{ address: 198.51.100.1, secret: (hidden) }] }",
        "1:54: secret (hidden) is what `jmirror config explain` prints in place of a secret: give the secret itself"
    )]
    [InlineData(
        "subscribers: [{ username: a, outer-vlan: 7, login: radius, password: x }]",
        "1:52: no RADIUS server is listed by which it could log in: give radius the key servers"
    )]
    [InlineData(
        "subscribers: [{ username: a, outer-vlan: 7, password: x }]",
        "1:55: password is for a login: give the subscriber login: radius beside it, or remove it"
    )]
    [InlineData(
        "radius: { servers: [{ address: 198.51.100.1, secret: a }] }\nsubscribers: [{ nas-port-id: a, outer-vlan: 7, login: radius, password: x }]",
        "2:55: nobody logs in without a name: give the subscriber a username"
    )]
    public void Mistake_IsNamed(string text, string error) => Mistakes.AssertErrors(error, text);

    [Fact]
    public void Mistake_InASecret_QuotesNothingOfIt() =>
        Mistakes.AssertErrors(
            "1:54: secret must be a text of 1 to 256 bytes, or a mapping { file: PATH }",
            $"radius: {{ servers: [{{ address: 198.51.100.1, secret: {new string('x', 257)} }}] }}"
        );

    [Theory]
    [InlineData("testing123\n", UnixFileMode.UserRead, null)]
    [InlineData("testing123", UnixFileMode.UserRead | UnixFileMode.UserWrite, null)]
    [InlineData(
        "testing123",
        UnixFileMode.UserRead | UnixFileMode.GroupRead,
        "others may read or write this secret"
    )]
    [InlineData(
        "testing123",
        UnixFileMode.UserRead | UnixFileMode.OtherWrite,
        "others may read or write this secret"
    )]
    [InlineData("", UnixFileMode.UserRead, "the first line is no secret")]
    [InlineData("\ntesting123", UnixFileMode.UserRead, "the first line is no secret")]
    [UnsupportedOSPlatform("windows")]
    public void SecretFile_IsReadWhenItIsClosedToOthers(string text, UnixFileMode mode, string? problem)
    {
        using var folder = new TemporaryFolder();
        var file = folder.Write("radius.secret", text);
        File.SetUnixFileMode(file, mode);
        var secret = new SecretConfig(null, file);
        if (problem is null)
            Assert.Equal(new Protocol.Radius.RadiusSecret("testing123"), secret.Read());
        else
            Assert.StartsWith(
                $"{file}: {problem}",
                Assert.Throws<SecretUnreadableException>(() => secret.Read()).Message,
                StringComparison.Ordinal
            );
    }

    [Fact]
    public void SecretFile_ThatIsNotThere_IsNamed() =>
        Assert.StartsWith(
            "/nowhere/radius.secret: cannot be read: ",
            Assert
                .Throws<SecretUnreadableException>(() =>
                    new SecretConfig(null, "/nowhere/radius.secret").Read()
                )
                .Message,
            StringComparison.Ordinal
        );

    private static RadiusConfig Parse(string text)
    {
        var result = ConfigFile.Parse(text, "lab.yaml");
        Assert.Empty(result.Errors);
        return result.Config!.Radius!;
    }
}
