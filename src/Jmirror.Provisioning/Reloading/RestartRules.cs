using Jmirror.Provisioning.Configuration;
using Jmirror.Provisioning.Yaml;

namespace Jmirror.Provisioning.Reloading;

/// <summary>What a run cannot change while it goes on.</summary>
internal static class RestartRules
{
    /// <summary>Notes every difference that needs a restart, at the place in the new file that makes it.</summary>
    public static void Check(EmulatorConfig running, EmulatorConfig loaded, ErrorList errors)
    {
        var (old, fresh) = (running.Router, loaded.Router);
        Compare("series", old.Series, fresh.Series);
        Compare("name", old.Name, fresh.Name);
        Compare("version-bits", old.VersionBits, fresh.VersionBits);
        Compare("trigger-precedence", old.TriggerOrder, fresh.TriggerOrder);
        Compare("default-analyzer", old.DefaultAnalyzer, fresh.DefaultAnalyzer);
        CompareSection("capture", running.Capture, loaded.Capture);
        CompareSection("learning", running.Learning, loaded.Learning);
        CompareSection("radius", running.Radius, loaded.Radius);
        CompareSection("dtcp", running.Dtcp, loaded.Dtcp);
        CompareSection("api", running.Api, loaded.Api);
        CompareSection("logging", running.Logging, loaded.Logging);
        if (!Logins(running).SequenceEqual(Logins(loaded)))
            errors.Add(
                PositionOf("subscribers"),
                "subscribers with login: radius differ from the running ones: restart to change them"
            );

        static IEnumerable<SubscriberConfig> Logins(EmulatorConfig config) =>
            config.Subscribers.Where(subscriber => subscriber.Login is not null);

        void Compare<T>(string key, T was, T becomes)
        {
            if (!EqualityComparer<T>.Default.Equals(was, becomes))
            {
                var position = fresh.Origin.Find(key)?.Key ?? PositionOf("router");
                errors.Add(position, $"router {key} differs from the running one: restart to change it");
            }
        }

        void CompareSection<T>(string section, T was, T becomes)
        {
            if (!EqualityComparer<T>.Default.Equals(was, becomes))
                errors.Add(
                    PositionOf(section),
                    $"{section} differs from the running one: restart to change it"
                );
        }

        SourcePosition PositionOf(string section) =>
            loaded.Origin.Find(section)?.Key ?? loaded.Origin.Position;
    }
}
