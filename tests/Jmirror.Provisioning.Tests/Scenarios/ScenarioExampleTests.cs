using System.Text;
using Jmirror.Engine.Impairing;
using Jmirror.Provisioning.Scenarios;
using Jmirror.Provisioning.Tests.Configuration;
using Jmirror.Testing;

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

    [Theory]
    [MemberData(nameof(Names))]
    public void Scenario_Explained_ReadsWithoutErrors(string name)
    {
        using var text = new StringWriter();
        ScenarioExplainer.Write(ScenarioFile.Load(Path.Combine(Folder, name)), text);

        // Secrets are not told, and have to be given again.
        var explained = text.ToString().Replace("(hidden)", "secret", StringComparison.Ordinal);

        Assert.Empty(ScenarioFile.Parse(explained, name).Errors);
    }

    [Fact]
    public void JsonSchema_GivenToAValidator_AcceptsTheScenariosAndRefusesMistakes()
    {
        using var schema = new MemoryStream();
        ScenarioJsonSchema.Write(schema);
        var text = Encoding.UTF8.GetString(schema.ToArray());
        using var folder = new TemporaryFolder();
        var fraction = folder.Write("fraction.yaml", "churn: { logins-per-second: 0.5 }\n");
        var bad = folder.Write(
            "bad.yaml",
            "packts: 1\nmix: [ { application: udp, weight: 0 } ]\nsteps: [ { analyzer: { do: vanish } } ]\n"
        );

        var refused = JsonSchemaValidator.Complaints(text, [bad]);

        Assert.Equal(
            "",
            JsonSchemaValidator.Complaints(
                text,
                Names.Select(row => Path.Combine(Folder, row.Data)).Append(fraction)
            )
        );
        Assert.Contains("'packts' was unexpected", refused, StringComparison.Ordinal);
        Assert.Contains("$.mix[0].weight 0", refused, StringComparison.Ordinal);
        Assert.Contains("'vanish'", refused, StringComparison.Ordinal);
    }

    [Fact]
    public void Fuzz_HasEveryFaultButDelay()
    {
        var faults = ScenarioFile
            .Load(Path.Combine(Folder, "fuzz.yaml"))
            .Config!.Impairments.Select(one => one.Fault);

        Assert.Equal(Enum.GetValues<FaultKind>().Except([FaultKind.None, FaultKind.Delay]), faults);
    }
}
