using Jmirror.Provisioning.Scenarios.Steps.Schema;
using Jmirror.Provisioning.Yaml;

namespace Jmirror.Provisioning.Tests.Scenarios.Steps;

public sealed class ExampleStepsTests
{
    [Theory]
    [InlineData("half-vsa-pair.yaml")]
    [InlineData("replayed-coa.yaml")]
    [InlineData("stale-dtcp-sequence.yaml")]
    [InlineData("flapping-analyzer.yaml")]
    public void Example_Steps_AreReadWithoutErrors(string name)
    {
        var errors = new ErrorList(name);
        var root = (YamlMapping)
            YamlReader.Read(File.ReadAllText(Examples.PathOf(Path.Combine("scenarios", name))), errors)!;
        var steps = root.Entries.Single(entry => entry.Key.Equals("steps", StringComparison.Ordinal)).Value;
        StepSchema.Kind.Read(steps, "steps", errors);
        Assert.Empty(errors.Sorted());
    }
}
