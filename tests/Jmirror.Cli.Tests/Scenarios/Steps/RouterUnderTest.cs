using System.Net;
using Jmirror.Protocol.Ip;
using Jmirror.Provisioning.Configuration;
using Jmirror.Provisioning.Radius;
using Jmirror.Provisioning.Scenarios.Steps;
using Jmirror.Provisioning.Tests.Radius;

namespace Jmirror.Cli.Tests.Scenarios.Steps;

/// <summary>The emulator's dynamic-request server on loopback, with one live session.</summary>
internal sealed class RouterUnderTest : IDisposable
{
    public const string Session = "0010000a";
    public const string Secret = "testing123";
    public static readonly TimeSpan Window = TimeSpan.FromMinutes(5);

    private const uint Loopback = 0x7f000001;

    private readonly ShiftedTime _time = new();
    private readonly DynamicRequestServer _server;

    public RouterUnderTest(RouterSeries series = RouterSeries.Mx, TimeSpan? window = null)
    {
        Router.LogIn(7, Session, "alice@isp.example");
        var config = new DynamicRequestsConfig
        {
            Listen = [IpPrefix.FromIpv4(Loopback)],
            Port = 0,
            Clients =
            [
                new DynamicClientConfig
                {
                    Address = new IpPrefix(IpPrefix.FromIpv4(Loopback), 128),
                    Secret = StepBench.Secret(Secret),
                },
            ],
            RequireMessageAuthenticator = true,
            EventTimestampWindow = window,
        };
        _server = DynamicRequestServer.Start(
            config,
            new DynamicRequests(config, series, Router.Control, Router.Mirrors, _time)
        );
    }

    public LiveRouter Router { get; } = new();

    public DynamicRequestCounters Counters => _server.Counters;

    public IPEndPoint Endpoint => _server.Endpoints[0];

    /// <summary>Moves the router's clock.</summary>
    public void Pass(TimeSpan time) => _time.Shift += time;

    /// <summary>A request of the right secret.</summary>
    public RadiusRequestStep Request(params string[] attributes) => Request(Endpoint, attributes);

    public static RadiusRequestStep Request(IPEndPoint endpoint, params string[] attributes) =>
        new()
        {
            To = endpoint,
            Secret = StepBench.Secret(Secret),
            Attributes = [.. attributes.Select(Read)],
            Timeout = TimeSpan.FromSeconds(10),
        };

    public void Dispose() => _server.Dispose();

    private static AttributeText Read(string text)
    {
        Assert.Null(AttributeText.Parse(text, out var attribute));
        return attribute;
    }

    private sealed class ShiftedTime : TimeProvider
    {
        public TimeSpan Shift { get; set; }

        public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + Shift;
    }
}
