using Jmirror.Engine.Matching;
using Jmirror.Engine.Registry;
using Jmirror.Engine.Subscribers;
using Jmirror.Provisioning.Configuration;

namespace Jmirror.Cli.Running;

/// <summary>The router's personality, as a configuration gives it to the control plane.</summary>
internal static class RouterPersonality
{
    public static ControlPlaneOptions Of(EmulatorConfig config) =>
        new()
        {
            Precedence =
                config.Router.Series == RouterSeries.E
                    ? TriggerPrecedence.HighestOnly
                    : TriggerPrecedence.EveryHit,
            TriggerOrder = config.Router.TriggerOrder,
            VersionBits = config.Router.VersionBits,
            CoreInterfaces =
            [
                .. config
                    .Capture.Interfaces.Select((one, number) => (one.Side, Number: (ushort)number))
                    .Where(one => one.Side == InterfaceSide.Core)
                    .Select(one => one.Number),
            ],
            InterfaceNames = [.. config.Capture.Interfaces.Select(one => one.Name)],
            Subscribers = new SubscriberOptions
            {
                IdleTime = config.Learning.ExpireAfter.Ticks * TimeSpan.NanosecondsPerTick,
                MaxSubscribers = config.Learning.MaxSubscribers,
            },
        };
}
