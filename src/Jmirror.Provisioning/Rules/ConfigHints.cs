using Jmirror.Provisioning.Compiling;
using Jmirror.Provisioning.Configuration;
using Jmirror.Provisioning.Schema;
using Jmirror.Provisioning.Yaml;

namespace Jmirror.Provisioning.Rules;

/// <summary>What is no mistake in a configuration, but may well be none of the writer's intent.</summary>
public static class ConfigHints
{
    // Each is compared with every listed subscriber: more would take minutes in a file with a million of both.
    private const int MostNames = 100;

    /// <summary>Triggers that name nobody listed, but nearly somebody, in the order of the file.</summary>
    /// <param name="config">Loaded without errors.</param>
    /// <param name="file">What hints call the file.</param>
    public static IReadOnlyList<ConfigError> Of(EmulatorConfig config, string file)
    {
        var hints = new ErrorList(file);
        var subscribers = new SubscriberIndex(config.Subscribers);
        var unlisted = config
            .Mirrors.Where(mirror =>
                mirror.Trigger.Identity is { } identity && subscribers.Find(identity).Count == 0
            )
            .Take(MostNames);
        foreach (var mirror in unlisted)
        {
            var identity = mirror.Trigger.Identity!.Value;
            if (Wording.Nearest(identity.Value, subscribers.ValuesOf(identity.Kind)) is not { } near)
                continue;
            var key = IdentityNames.Of(identity.Kind);
            hints.Add(
                mirror.Trigger.Origin.PositionOf(key),
                $"hint: no subscriber of this file has the {key} {Wording.Quote(identity.Value)}: did you mean {Wording.Quote(near)}?"
            );
        }
        return hints.Sorted();
    }
}
