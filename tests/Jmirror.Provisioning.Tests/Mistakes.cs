using Jmirror.Provisioning.Configuration;

namespace Jmirror.Provisioning.Tests;

/// <summary>Files with mistakes, and what is to be said of them.</summary>
internal static class Mistakes
{
    public const string Analyzer = "analyzers: { md1: { address: 192.0.2.100 } }\n";
    public const string EPort =
        "router: { series: e }\nanalyzers: { md1: { address: 192.0.2.100, port: 6502, via: { port: eth2 } } }\n";
    public const string EBare =
        "router: { series: e }\nanalyzers: { md1: { address: 192.0.2.100, via: { port: eth2 } } }\n";
    public const string Ids = "mirror-id: 1, session-id: 1";

    /// <summary>Fails unless exactly the errors (line:column: sentence, joined by |) are given for a file.</summary>
    public static void AssertErrors(string expected, string text)
    {
        var result = ConfigFile.Parse(text, "lab.yaml");

        Assert.Equal(
            string.Join('\n', expected.Split('|').Select(error => $"lab.yaml:{error}")),
            string.Join('\n', result.Errors)
        );
        Assert.Null(result.Config);
    }

    public static string Mirror(string trigger, string rest) =>
        $"{Analyzer}mirrors: [{{ {trigger}, {rest} }}]\n";

    public static string Classifier(string entry) =>
        $"{Analyzer}policies: {{ p: {{ classifier: [{{ {entry} }}], analyzer: md1 }} }}\n";
}
