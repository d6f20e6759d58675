using Jmirror.Engine.Matching;
using Jmirror.Provisioning.Configuration;

namespace Jmirror.Provisioning.Compiling;

/// <summary>Turns what the configuration says of packets into secure policies.</summary>
internal static class PolicyCompiler
{
    /// <summary>The secure policy of a policy; where copies go is left to its user.</summary>
    public static SecurePolicy Compile(PolicyConfig policy) =>
        new()
        {
            Direction = policy.Direction,
            Form = policy.Copy,
            Classifiers = [.. policy.Classifier.Select(Compile)],
            Drop = [.. policy.Drop.Select(Compile)],
        };

    private static Classifier Compile(ClassifierConfig entry) =>
        new()
        {
            Source = entry.Source,
            Destination = entry.Destination,
            SourcePort = entry.SourcePort,
            DestinationPort = entry.DestinationPort,
            Protocol = entry.Protocol,
            Dscp = entry.Dscp,
        };
}
