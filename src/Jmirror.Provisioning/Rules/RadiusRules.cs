using Jmirror.Provisioning.Configuration;
using Jmirror.Provisioning.Yaml;

namespace Jmirror.Provisioning.Rules;

/// <summary>What RADIUS needs of other parts of the configuration.</summary>
internal static class RadiusRules
{
    /// <summary>Notes subscribers that log in by RADIUS where no server is listed.</summary>
    public static void Check(EmulatorConfig config, ErrorList errors)
    {
        if (config.Radius is { Servers.Count: > 0 } || config.Radius is { Origin.IsFaulty: true })
            return;
        if (config.Subscribers.FirstOrDefault(one => one.Login is not null) is { } subscriber)
        {
            errors.Add(
                subscriber.Origin.PositionOf("login"),
                "no RADIUS server is listed by which it could log in: give radius the key servers"
            );
        }
    }
}
