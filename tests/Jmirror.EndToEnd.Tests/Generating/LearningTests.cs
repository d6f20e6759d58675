using System.Text.Json;
using Jmirror.EndToEnd.Tests.Live;
using Jmirror.EndToEnd.Tests.Wire;
using Jmirror.Testing;

namespace Jmirror.EndToEnd.Tests.Generating;

/// <summary>A run learns every generated subscriber from its signalling, whole, and forgets it at its logout.</summary>
[Collection(WireCollection.Name)]
public sealed class LearningTests
{
    private const int Population = 12;

    [Fact]
    public void Run_BehindGeneratedLogins_KnowsEverySubscriberUntilItLogsOut()
    {
        using var bed = new LiveBed();
        using var run = bed.StartRun(
            $$"""
            capture: { interfaces: [ { name: {{LiveBed.Tap}}, side: access } ] }
            {{bed.ApiSection}}
            """
        );
        using var api = ControlApi.Of(bed);
        using var generator = bed.StartInSubscribers(
            JmirrorProgram.Path,
            [
                "generate",
                "--subscribers",
                $"{Population}",
                .. Generation.AllAccess,
                "--interface",
                LiveBed.Wire,
                "--mix",
                "icmp",
                "--logins-per-second",
                "100",
                "--online",
                "4s",
                "--overheard-radius",
                "testing123",
                "--pps",
                "2k",
                "--duration",
                "5s",
                "--json",
            ]
        );

        Waiting.Until(() => Known(api).Count(IsWhole) == Population, "all have logged in");
        var known = Known(api)
            .ToDictionary(one => one.GetProperty("username").GetString()!, StringComparer.Ordinal);
        foreach (var who in PlannedSubscriber.All(Population))
            AssertAsPlanned(who, known[who.Username]);

        Waiting.Until(() => Known(api).Count == 0, "all have logged out");
        var sessions = JmirrorProgram.Summary(generator.WaitForEnd(), 0).GetProperty("sessions");
        Assert.Equal(
            (Population, Population),
            (sessions.GetProperty("logins").GetInt32(), sessions.GetProperty("logouts").GetInt32())
        );
        LiveBed.End(run);
    }

    private static List<JsonElement> Known(ControlApi api) =>
        [
            .. api.Get("v1/subscribers")
                .GetProperty("subscribers")
                .EnumerateArray()
                .Select(entry => entry.GetProperty("subscriber")),
        ];

    // Addresses and the Acct-Session-Id are what logins of all kinds of access end with.
    private static bool IsWhole(JsonElement subscriber) =>
        subscriber.TryGetProperty("ipv6", out _)
        && subscriber.TryGetProperty("ipv4", out _)
        && subscriber.TryGetProperty("acct-session-id", out _);

    private static void AssertAsPlanned(PlannedSubscriber who, JsonElement known)
    {
        AssertIs(known, "acct-session-id", $"{who.Number}");
        AssertIs(known, "calling-station-id", who.CallingStationId);
        AssertIs(known, "nas-port-id", who.NasPortId);
        Assert.Equal([who.Ipv4], Texts(known, "ipv4"), StringComparer.Ordinal);
        Assert.Equal([who.Ipv6], Texts(known, "ipv6"), StringComparer.Ordinal);
        if (who.IsL2tp)
        {
            Assert.Equal(
                [("203.0.113.10", 1, who.LacSession), ("203.0.113.1", 65_534, who.LnsSession)],
                known
                    .GetProperty("l2tp")
                    .EnumerateArray()
                    .Select(way =>
                        (
                            way.GetProperty("peer").GetString(),
                            way.GetProperty("tunnel").GetInt32(),
                            way.GetProperty("session").GetInt32()
                        )
                    )
            );
            return;
        }
        AssertIs(known, "agent-circuit-id", who.CircuitId);
        AssertIs(known, "agent-remote-id", who.RemoteId);
        AssertIs(known, "mac", who.Mac);
        Assert.Equal(who.OuterVlan, known.GetProperty("outer-vlan").GetInt32());
        Assert.Equal(who.InnerVlan, known.GetProperty("inner-vlan").GetInt32());
        if (who.IsPppoe)
            Assert.Equal(PlannedSubscriber.FirstPppoeSession, known.GetProperty("pppoe-session").GetInt32());
        else
            AssertIs(known, "dhcp-option-82", who.Option82);
    }

    private static void AssertIs(JsonElement known, string name, string expected) =>
        Assert.Equal((name, expected), (name, known.GetProperty(name).GetString()));

    private static IEnumerable<string?> Texts(JsonElement known, string name) =>
        known.GetProperty(name).EnumerateArray().Select(one => one.GetString());
}
