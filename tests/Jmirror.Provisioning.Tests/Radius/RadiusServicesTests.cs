using System.Security.Cryptography;
using Jmirror.Engine.Frames;
using Jmirror.Provisioning.Configuration;
using Jmirror.Provisioning.Radius;

namespace Jmirror.Provisioning.Tests.Radius;

/// <summary>What a configuration makes of RADIUS, from file to end of run.</summary>
public sealed class RadiusServicesTests
{
    private readonly LiveRouter _router = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Run_WithALogin_BeginsAndEndsIt()
    {
        using var server = new FreeradiusServer(
            """
            camera-7 Cleartext-Password := "wonderland"
            	Framed-IP-Address = 10.0.0.9,
            	ERX-LI-Action = 1,
            	ERX-Med-Dev-Handle = 0x0000030000000090,
            	ERX-Med-Ip-Address = 192.0.2.100,
            	ERX-Med-Port-Number = 30030
            """
        );
        using var radius = ServicesOf(
            $$"""
            radius:
              servers: [{ address: 127.0.0.1, port: {{server.Entry.Port}}, accounting-port: {{server.Entry.AccountingPort}}, secret: testing123 }]
            subscribers: [{ username: camera-7, outer-vlan: 7, login: radius, password: wonderland }]
            """
        );
        radius.Start();
        Assert.Equal(LoginOutcome.Accepted, Assert.Single(await radius.LogInAsync(Cancellation)));
        Assert.Equal(1, _router.Table.Count);
        await radius.EndAsync(Cancellation);
        Assert.Equal(0, _router.Table.Count);
        Assert.Contains("Acct-Status-Type = Stop", server.Accounting, StringComparison.Ordinal);
        Assert.Equal((1, 0), (radius.Logins!.Accepted, radius.Logins.UnansweredReports));
        Assert.Null(radius.DynamicRequests);
        Assert.Null(radius.Tap);
    }

    [Fact]
    public async Task Run_WithoutRadius_DoesNothing()
    {
        using var radius = ServicesOf("router: { series: mx }");
        radius.Start();
        Assert.Empty(await radius.LogInAsync(Cancellation));
        await radius.EndAsync(Cancellation);
        Assert.Null(radius.DynamicRequests);
    }

    [Fact]
    public void Secret_ThatIsNotThere_IsSaidAtOnce() =>
        Assert.Throws<SecretUnreadableException>(() =>
            ServicesOf("radius: { sniff: [{ server: 10.0.0.2, secret: { file: /nowhere/secret } }] }")
        );

    private RadiusServices ServicesOf(string text)
    {
        var result = ConfigFile.Parse(text, "lab.yaml");
        Assert.Empty(result.Errors);
        return new RadiusServices(
            result.Config!,
            new CaptureInterfaces(),
            _router.Control,
            TimeProvider.System,
            RandomNumberGenerator.Fill
        );
    }
}
