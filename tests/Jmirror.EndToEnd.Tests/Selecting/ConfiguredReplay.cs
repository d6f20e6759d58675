using Jmirror.Testing;

namespace Jmirror.EndToEnd.Tests.Selecting;

/// <summary>Runs <c>replay --config --write</c> on configurations that a test writes out.</summary>
internal static class ConfiguredReplay
{
    /// <summary>Analyzer md1 and nothing else.</summary>
    public const string Analyzer = "analyzers: { md1: { address: 192.0.2.100 } }";

    /// <summary>Runs one replay; its figures must add up.</summary>
    public static MirroredFile Run(TemporaryFolder folder, string yaml, params string[] captures)
    {
        var output = folder.PathOf("mirrored.pcap");
        var config = folder.Write("lab.yaml", yaml);
        var summary = JmirrorProgram.RunJson(
            0,
            ["replay", .. captures, "--config", config, "--write", output]
        );
        summary.AssertBalanced();
        var file = new MirroredFile(output);
        Assert.Equal(summary.Packets("sent"), file.Datagrams.Count);
        return file;
    }

    /// <summary>Runs one mirror with id 1 and the given trigger.</summary>
    public static MirroredFile RunTrigger(TemporaryFolder folder, string trigger, params string[] captures) =>
        Run(
            folder,
            $$"""
            {{Analyzer}}
            mirrors: [ { trigger: { {{trigger}} }, analyzer: md1, mirror-id: 1, session-id: 1 } ]
            """,
            captures
        );
}
