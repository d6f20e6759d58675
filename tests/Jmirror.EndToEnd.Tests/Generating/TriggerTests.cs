using Jmirror.EndToEnd.Tests.Live;
using Jmirror.EndToEnd.Tests.Receiving;
using Jmirror.EndToEnd.Tests.Wire;

namespace Jmirror.EndToEnd.Tests.Generating;

/// <summary>
/// Subscribers from <c>generate</c>, a router under test that is <c>run</c>, and the ledger of the copies that it has to
/// make: exact for every kind of trigger, each on a mirror of its own.
/// </summary>
[Collection(WireCollection.Name)]
public sealed class TriggerTests
{
    // Ten of each kind of access, so that each kind of trigger has its subscriber.
    private const int Standing = 30;
    private const int ComingAndGoing = 21;

    [Fact]
    public void StandingSessions_OfEveryTriggerKind_AreMirroredExactly()
    {
        using var bed = new LiveBed();
        var all = PlannedSubscriber.All(Standing).ToList();
        using var router = new RouterUnderTest(
            bed,
            all.Select(Configured),
            all.SelectMany(who =>
                StandingTriggers(who).Select(trigger => Mirror(who, trigger, $"{who.Number}"))
            )
        );

        router.Generate([
            "--subscribers",
            $"{Standing}",
            .. Generation.AllAccess,
            .. Generation.AllTraffic,
            "--even",
            "--pps",
            "3k",
            "--limit",
            "6000",
        ]);

        var summary = router.EndAndJudge(0);
        RouterUnderTest.AssertNothingMissing(summary);
        var comparison = summary.GetProperty("comparison");
        comparison.AssertFaults();
        // LCP echoes of PPPoE are no IP packets: all others are copied.
        Assert.InRange(comparison.Number("sent"), 5000, 5999);
        Assert.Equal(Standing, summary.GetProperty("streams").GetArrayLength());
    }

    [Fact]
    public void FirstSessions_OfEveryIdentity_AreMirroredFromTheirLogin() =>
        AssertLearned(Identities, "--logins-per-second", "50");

    [Fact]
    public void SessionsThatComeAndGo_OfEveryLine_AreMirroredUnderTheirNewSessionIds() =>
        AssertLearned(
            LineIdentities,
            "--logins-per-second",
            "50",
            "--online",
            "uniform:600ms",
            "--offline",
            "100ms"
        );

    // The router learns whom it mirrors from the signalling alone. Of that it copies what passes while it knows the
    // session, which the ledger leaves open; all else must be there.
    private static void AssertLearned(
        Func<PlannedSubscriber, IReadOnlyList<string>> triggersOf,
        params string[] churn
    )
    {
        const string Traffic = "jmirror && udp.port == 5001";
        using var bed = new LiveBed();
        using var router = new RouterUnderTest(
            bed,
            [],
            PlannedSubscriber
                .All(ComingAndGoing)
                .Select(who => Mirror(who, OneOf(triggersOf(who), who), "from-accounting"))
        );

        var generated = router.Generate([
            "--subscribers",
            $"{ComingAndGoing}",
            .. Generation.AllAccess,
            "--mix",
            "udp",
            "--size",
            "100-1300",
            "--ipv6",
            "40%",
            "--overheard-radius",
            "testing123",
            "--pps",
            "1500",
            "--limit",
            "4000",
            .. churn,
        ]);

        var summary = router.EndAndJudge(1);
        RouterUnderTest.AssertNothingMissing(summary);
        var comparison = summary.GetProperty("comparison");
        Assert.InRange(comparison.Number("sent"), 1000, 4000);
        comparison.AssertFaults(("foreign", comparison.Number("arrivals") - comparison.Number("received")));
        Assert.Equal(comparison.Number("received"), Generation.Tshark(router.Arrived, Traffic).Length);
        Assert.InRange(
            comparison.Number("foreign"),
            generated.GetProperty("sessions").GetProperty("logins").GetInt64(),
            generated.GetProperty("traffic").GetProperty("signalling").GetInt64()
        );
    }

    private static string Mirror(PlannedSubscriber who, string trigger, string session) =>
        $"trigger: {{ {trigger} }}, mirror-id: {who.Number}, session-id: {session}";

    /// <summary>
    /// One kind of trigger for each of ten subscribers of an access: by addresses (a mirror for each family under the
    /// same header), by what their frames show, and by each identity.
    /// </summary>
    private static string[] StandingTriggers(PlannedSubscriber who)
    {
        string[][] kinds = who switch
        {
            { IsL2tp: true } =>
            [
                [$"l2tp: {L2tp(who)}"],
            ],
            { IsPppoe: true } =>
            [
                Addresses(who),
                [Vlans(who)],
                [$"mac: '{who.Mac}'"],
                [$"{Vlans(who)}, pppoe-session: {PlannedSubscriber.FirstPppoeSession}"],
            ],
            _ => [Addresses(who), [Vlans(who)], [$"mac: '{who.Mac}'"]],
        };
        return OneOf([.. kinds, .. Identities(who).Select(identity => new[] { identity })], who);
    }

    private static IReadOnlyList<string> Identities(PlannedSubscriber who) =>
        [.. LineIdentities(who), $"acct-session-id: '{who.Number}'"];

    // The same at every login.
    private static IReadOnlyList<string> LineIdentities(PlannedSubscriber who)
    {
        string[] all =
        [
            $"username: '{who.Username}'",
            $"nas-port-id: '{who.NasPortId}'",
            $"calling-station-id: '{who.CallingStationId}'",
        ];
        string[] line = [$"agent-circuit-id: '{who.CircuitId}'", $"agent-remote-id: '{who.RemoteId}'"];
        return who switch
        {
            { IsL2tp: true } => all,
            { IsPppoe: true } => [.. all, .. line],
            _ => [.. all, .. line, $"dhcp-option-82: '{who.Option82}'"],
        };
    }

    // Subscribers of the same access take them in turn.
    private static T OneOf<T>(IReadOnlyList<T> choices, PlannedSubscriber who) =>
        choices[(who.Number - 1) / 3 % choices.Count];

    private static string[] Addresses(PlannedSubscriber who) => [$"ipv4: {who.Ipv4}", $"ipv6: '{who.Ipv6}'"];

    private static string Vlans(PlannedSubscriber who) =>
        $"outer-vlan: {who.OuterVlan}, inner-vlan: {who.InnerVlan}";

    private static string L2tp(PlannedSubscriber who) =>
        $"[ {{ peer: 203.0.113.10, tunnel: 1, session: {who.LacSession} }}, "
        + $"{{ peer: 203.0.113.1, tunnel: 65534, session: {who.LnsSession} }} ]";

    // What is said of a subscriber's packets must all fit: the session alone of L2TP, whose PPP control has no addresses.
    private static string Configured(PlannedSubscriber who)
    {
        var names =
            $"username: '{who.Username}', acct-session-id: '{who.Number}', nas-port-id: '{who.NasPortId}', "
            + $"calling-station-id: '{who.CallingStationId}'";
        if (who.IsL2tp)
            return $"{names}, l2tp: {L2tp(who)}";
        var link = $"{Vlans(who)}, mac: '{who.Mac}', ipv4: {who.Ipv4}, ipv6: '{who.Ipv6}'";
        var line = $"agent-circuit-id: '{who.CircuitId}', agent-remote-id: '{who.RemoteId}'";
        return who.IsPppoe
            ? $"{names}, {line}, {link}, pppoe-session: {PlannedSubscriber.FirstPppoeSession}"
            : $"{names}, {line}, {link}, dhcp-option-82: '{who.Option82}'";
    }
}
