using Jmirror.Provisioning.Yaml;

namespace Jmirror.Provisioning.Scenarios.Steps.Schema;

/// <summary>What steps say of each other.</summary>
internal static class StepReferences
{
    /// <summary>Notes times that run backwards, names that are taken, and references to what no earlier step has done.</summary>
    public static void Check(IReadOnlyList<ScenarioStep> steps, ErrorList errors)
    {
        var earlier = new List<ScenarioStep>();
        var latest = TimeSpan.Zero;
        foreach (var step in steps.Where(step => !step.Origin.IsFaulty))
        {
            if (step.At > TimeSpan.Zero && step.At < latest)
                errors.Add(
                    step.Origin.PositionOf("at"),
                    "is before the step above: steps stand in their order"
                );
            else if (step.At > latest)
                latest = step.At;
            if (
                step.Name is { } name
                && earlier.Exists(one => name.Equals(one.Name, StringComparison.Ordinal))
            )
                errors.Add(step.Origin.PositionOf("name"), $"another step is called {Wording.Quote(name)}");
            if (step is RadiusReplayStep replay)
                CheckReplay(replay, earlier, errors);
            if (step is DtcpRequestStep request)
                CheckSequence(request, earlier, errors);
            earlier.Add(step);
        }
    }

    private static void CheckReplay(RadiusReplayStep step, List<ScenarioStep> earlier, ErrorList errors)
    {
        string[] names = [.. earlier.OfType<RadiusRequestStep>().Select(one => one.Name).OfType<string>()];
        if (!names.Contains(step.Of, StringComparer.Ordinal))
        {
            errors.Add(
                step.Origin.PositionOf("radius-replay"),
                $"no radius-request above is called {Wording.Quote(step.Of)}"
                    + (
                        Wording.Nearest(step.Of, names) is { } near
                            ? $": did you mean {Wording.Quote(near)}?"
                            : ""
                    )
            );
        }
    }

    private static void CheckSequence(DtcpRequestStep step, List<ScenarioStep> earlier, ErrorList errors)
    {
        if (step.Sequence.Kind is not (DtcpSequenceKind.Stale or DtcpSequenceKind.Repeat))
            return;
        var isFirst = !earlier
            .OfType<DtcpRequestStep>()
            .Any(one =>
                one.Authentication == DtcpAuthentication.Good
                && one.User.Equals(step.User, StringComparison.Ordinal)
                && one.Router.Equals(step.Router, StringComparison.Ordinal)
                && one.Port == step.Port
            );
        if (isFirst)
        {
            errors.Add(
                step.Origin.PositionOf("dtcp-request"),
                "no step above has sent this router a request of this user: there is no sequence number to be old"
            );
        }
    }
}
