using Jmirror.Engine.Impairing;
using Jmirror.Provisioning.Scenarios;

namespace Jmirror.Provisioning.Tests.Scenarios;

/// <summary>The files under <c>configs/scenarios</c>.</summary>
public class ScenarioExampleTests
{
    private static readonly string Folder = Examples.PathOf("scenarios");

    public static TheoryData<string> Names =>
        [.. Directory.EnumerateFiles(Folder, "*.yaml").Select(path => Path.GetFileName(path))];

    [Theory]
    [MemberData(nameof(Names))]
    public void Scenario_Loaded_HasNoMistakeAndSaysWhatIsTried(string name)
    {
        var result = ScenarioFile.Load(Path.Combine(Folder, name));

        Assert.Empty(result.Errors);
        Assert.NotNull(result.Config!.About);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Scenario_Header_NamesItsOwnFileInTheCommand(string name) =>
        Assert.Contains(
            $"jmirror scenario run configs/scenarios/{name}",
            File.ReadAllText(Path.Combine(Folder, name)),
            StringComparison.Ordinal
        );

    [Theory]
    [MemberData(nameof(Names))]
    public void Readme_OfTheConfigurations_ListsTheScenario(string name) =>
        Assert.Contains(
            $"| `scenarios/{name}` |",
            File.ReadAllText(Examples.PathOf("README.md")),
            StringComparison.Ordinal
        );

    [Fact]
    public void Fuzz_HasEveryFaultButDelay()
    {
        var faults = ScenarioFile
            .Load(Path.Combine(Folder, "fuzz.yaml"))
            .Config!.Impairments.Select(one => one.Fault);

        Assert.Equal(Enum.GetValues<FaultKind>().Except([FaultKind.None, FaultKind.Delay]), faults);
    }
}
