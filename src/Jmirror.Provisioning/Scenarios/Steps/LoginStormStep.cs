using Jmirror.Provisioning.Configuration;

namespace Jmirror.Provisioning.Scenarios.Steps;

/// <summary>Logs many subscribers in by RADIUS, with accounting Start and Stop.</summary>
public sealed record LoginStormStep() : ScenarioStep(TimeSpan.Zero)
{
    /// <summary>Stands for the subscriber's number, 1 and up, in <see cref="Username"/>.</summary>
    public const string NumberMark = "{n}";

    internal const int DefaultRate = 100;
    internal const string DefaultUsername = "user{n}@isp.example";

    /// <summary>How many subscribers log in, each once.</summary>
    public required int Count { get; init; }

    /// <summary>Logins a second, begun whether or not answers come.</summary>
    public int Rate { get; init; } = DefaultRate;

    /// <summary>Pattern of the user names.</summary>
    public string Username { get; init; } = DefaultUsername;

    /// <summary>The password of all of them, and how it travels.</summary>
    public required LoginConfig Login { get; init; }

    /// <summary>Servers, NAS-Identifier, timeout and retries.</summary>
    public required RadiusConfig Radius { get; init; }

    /// <summary>How many must be accepted.</summary>
    public LeastAccepted ExpectAccepted { get; init; } = LeastAccepted.All;

    /// <summary>How long sessions last; null: to the end of the storm.</summary>
    public TimeSpan? LogoutAfter { get; init; }
}
