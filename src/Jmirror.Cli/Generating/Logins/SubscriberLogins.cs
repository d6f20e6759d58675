using System.Security.Cryptography;
using Jmirror.Provisioning.Configuration;
using Jmirror.Provisioning.Radius;
using Jmirror.Traffic.Population;

namespace Jmirror.Cli.Generating.Logins;

/// <summary>Logins by RADIUS of a run, from the first to the last.</summary>
internal sealed class SubscriberLogins : IDisposable
{
    // Three servers' usual time, each with all its retries.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly SessionClient _client;
    private readonly RadiusGate _gate;

    private SubscriberLogins(SessionClient client, GenerateSettings settings)
    {
        var population = new SubscriberPopulation(settings.Plan.Population);
        _client = client;
        Carried = new CarriedTraffic(population.Count);
        var lines = new LineDescriptions(population, settings.Signalling.Authentication);
        _gate = new RadiusGate(client, lines, Carried, TimeProvider.System);
    }

    /// <summary>What logins must pass.</summary>
    public RadiusGate Gate => _gate;

    /// <summary>What sessions carry, for their reports.</summary>
    public CarriedTraffic Carried { get; }

    /// <summary>What came of it.</summary>
    public LoginFigures Figures => _client.Figures;

    /// <summary>Null where no server is given.</summary>
    /// <exception cref="CommandException">A secret is not to be had.</exception>
    public static SubscriberLogins? Open(GenerateSettings settings)
    {
        if (settings.Radius is not { } radius)
            return null;
        try
        {
            var client = new SessionClient(
                radius,
                settings.Signalling.RouterName,
                RadiusGate.MostUnderWay,
                TimeProvider.System,
                RandomNumberGenerator.Fill
            );
            return new SubscriberLogins(client, settings);
        }
        catch (SecretUnreadableException failure)
        {
            throw new CommandException(failure.Message, ExitCode.Environment);
        }
    }

    /// <summary>Logs everybody out who is still online.</summary>
    public void End() => _gate.End(Patience);

    /// <summary>Sentences about servers that never answered.</summary>
    public IEnumerable<string> Problems
    {
        get
        {
            var figures = Figures;
            if (figures.Unanswered > 0 && figures.Accepted + figures.Rejected == 0)
                yield return $"no RADIUS server answered any of {figures.Unanswered} logins";
            if (figures.Reports > 0 && figures.UnansweredReports == figures.Reports)
                yield return $"no RADIUS server answered any of {figures.Reports} accounting reports";
        }
    }

    public void Dispose()
    {
        _gate.Dispose();
        _client.Dispose();
    }
}
