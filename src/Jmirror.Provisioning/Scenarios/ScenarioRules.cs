using Jmirror.Engine.Impairing;
using Jmirror.Provisioning.Configuration;
using Jmirror.Provisioning.Scenarios.Schema;
using Jmirror.Provisioning.Yaml;
using Jmirror.Traffic.Plans;

namespace Jmirror.Provisioning.Scenarios;

/// <summary>What must hold between the parts of a scenario, beyond what the schema says of each.</summary>
internal static class ScenarioRules
{
    /// <summary>Notes what is wrong.</summary>
    public static void Check(ScenarioDocument scenario, ErrorList errors)
    {
        if (scenario.Origin.IsFaulty)
            return;
        CheckEnd(scenario, errors);
        CheckPlan(scenario, errors);
        CheckWayOut(scenario, errors);
        CheckImpairments(scenario, errors);
        CheckRadius(scenario, errors);
        CheckRate(scenario, errors);
    }

    private static void CheckEnd(ScenarioDocument scenario, ErrorList errors)
    {
        if (scenario.Duration is null && scenario.Packets is null)
            errors.Add(
                scenario.Origin.Position,
                "the scenario has no end: give duration, for example 10s, or packets"
            );
    }

    private static void CheckPlan(ScenarioDocument scenario, ErrorList errors)
    {
        var population = scenario.Population;
        if (PopulationRules.Check(population.Value) is { } fault)
            AddAtKey(fault, population.Origin, errors);
        else
            CheckMix(scenario, errors);
        if (scenario.Churn is { } churn && ChurnRules.Check(churn.Value) is { } churnFault)
            AddAtKey(churnFault, churn.Origin, errors);
    }

    private static void CheckMix(ScenarioDocument scenario, ErrorList errors)
    {
        if (scenario.Mix.Count == 0)
            errors.Add(scenario.Origin.PositionOf("mix"), "the mix is empty: give an entry, or leave it out");
        // One by one, so that each error stands at its entry.
        foreach (var share in scenario.Mix)
        {
            var plan = new TrafficPlan { Population = scenario.Population.Value, Mix = [share.Value] };
            if (PlanRules.Check(plan, scenario.Capture is not null) is { } fault)
                errors.Add(share.Origin.Position, fault);
        }
        if (scenario.Capture is not null && !scenario.Mix.Any(SendsCapture))
            errors.Add(
                scenario.Origin.Find("capture")!.Value.Key,
                "no packet of the capture would be sent: give the mix an entry with application: capture"
            );
    }

    // Rules of plans begin their sentence with the key.
    private static void AddAtKey(string sentence, ConfigOrigin origin, ErrorList errors) =>
        errors.Add(origin.PositionOf(sentence[..sentence.IndexOfAny([' ', ':'])]), sentence);

    private static bool SendsCapture(Placed<MixShare> share) =>
        share.Value.Application == ApplicationKind.Capture;

    private static void CheckWayOut(ScenarioDocument scenario, ErrorList errors)
    {
        if (scenario.Routers.Count == 0)
            errors.Add(
                scenario.Origin.PositionOf("routers"),
                "there is no router: give an entry, or leave routers out"
            );
        if (scenario.Interface is null && scenario.Population.Value.Mirrored == 0)
            errors.Add(
                scenario.Population.Origin.PositionOf("mirrored"),
                "nobody is mirrored, so nothing would be sent: give mirrored from 1, or an interface for unmirrored traffic"
            );
        if (scenario.Interface is not null && scenario.Impairments.Count > 0)
            errors.Add(
                scenario.Origin.Find("impairments")!.Value.Key,
                "unmirrored traffic goes onto interface, and the router under test makes the copies: remove impairments"
            );
        if (scenario is { Run: not null, Interface: null })
            errors.Add(
                scenario.Origin.PositionOf("run"),
                "a router under test needs subscriber traffic: give the interface onto which it goes"
            );
        foreach (var key in (ReadOnlySpan<string>)["source-address", "udp-source-port"])
        {
            if (scenario.Analyzer?.Origin.Find(key) is { } said)
                errors.Add(
                    said.Key,
                    $"a scenario may have many routers, each with its own {key}: give it under routers"
                );
        }
    }

    private static void CheckImpairments(ScenarioDocument scenario, ErrorList errors)
    {
        var faults = errors.Faults;
        foreach (var (impairment, origin) in scenario.Impairments)
        {
            if (ImpairmentRules.Check(impairment) is { } fault)
                errors.Add(origin.Position, fault);
            foreach (var key in ImpairmentSchema.KeysStrangeTo(impairment.Fault))
            {
                if (origin.Find(key) is { } said)
                    errors.Add(said.Key, $"{FaultKinds.NameOf(impairment.Fault)} has no {key}: remove it");
            }
        }
        Impairment[] all = [.. scenario.Impairments.Select(one => one.Value)];
        if (errors.Faults == faults && ImpairmentRules.CheckTogether(all) is { } together)
            errors.Add(scenario.Origin.PositionOf("impairments"), together);
    }

    private static void CheckRadius(ScenarioDocument scenario, ErrorList errors)
    {
        if (scenario.Radius is { Servers.Count: 0, Origin.IsFaulty: false })
            errors.Add(
                scenario.Origin.Find("radius")!.Value.Key,
                "no server is listed by which subscribers could log in: give radius the key servers"
            );
    }

    private static void CheckRate(ScenarioDocument scenario, ErrorList errors)
    {
        if (
            scenario.Rate is { } rate
            && scenario.Sources > 0
            && !RateSchema.TryCompile(rate, scenario.Sources, out _)
        )
            errors.Add(
                rate.Origin.PositionOf("per-mirror"),
                $"{scenario.Sources} times this rate cannot be kept exactly: lower it, or make its legs shorter"
            );
        if (scenario.Verdict.Value.MinRate is not null && scenario.Rate is null)
            errors.Add(
                scenario.Verdict.Origin.PositionOf("min-rate"),
                "without a rate none can be missed: give rate, or remove min-rate"
            );
    }
}
