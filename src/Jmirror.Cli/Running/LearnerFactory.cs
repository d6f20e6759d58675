using Jmirror.Engine.Learning;
using Jmirror.Engine.Subscribers;
using Jmirror.Provisioning.Configuration;

namespace Jmirror.Cli.Running;

/// <summary>Puts together who learns from signalling, as the configuration allows.</summary>
internal static class LearnerFactory
{
    /// <param name="config">What may be learned from.</param>
    /// <param name="tell">Takes what was learned.</param>
    /// <param name="logins">Told of logins that RADIUS accepted; null for nobody.</param>
    public static ILearner Make(LearningConfig config, Action<Sighting> tell, IAccessObserver? logins = null)
    {
        void TellIfWanted(Sighting sighting)
        {
            if (IsWanted(config, sighting.Source))
                tell(sighting);
        }

        return new SignallingLearner(
            TellIfWanted,
            new RadiusListener(TellIfWanted, logins),
            new LearningLimits(Live: config.MaxSubscribers)
        );
    }

    private static bool IsWanted(LearningConfig config, SightingSource source) =>
        source switch
        {
            SightingSource.NeighbourDiscovery => config.NeighbourDiscovery,
            SightingSource.L2tp => config.L2tp,
            SightingSource.Ppp => config.Ppp,
            SightingSource.Dhcpv6 => config.Dhcpv6,
            SightingSource.Dhcp => config.Dhcp,
            _ => config.Radius,
        };
}
