using Jmirror.Testing;

namespace Jmirror.EndToEnd.Tests.Scenarios;

/// <summary>The scenarios of the checkout.</summary>
internal static class ScenarioFiles
{
    private static readonly string Folder = Path.GetFullPath(
        Path.Combine(Path.GetDirectoryName(Captures.Own("x"))!, "..", "..", "configs", "scenarios")
    );

    /// <summary>Path of a scenario, or of a router's configuration beside them.</summary>
    public static string PathOf(string name) => Path.Combine(Folder, name);
}
