namespace Jmirror.Architecture.Tests;

/// <summary>Who may know whom.</summary>
public sealed class ArrowTests
{
    public static TheoryData<string> Projects => House.Projects;

    [Fact]
    public void EveryProject_IsListedWithItsArrows() =>
        Assert.Equal(
            Directory
                .EnumerateDirectories(Path.Combine(House.Root, "src"))
                .Select(folder => Path.GetFileName(folder))
                .Order(StringComparer.Ordinal),
            House.MayReference.Keys.Order(StringComparer.Ordinal)
        );

    [Theory]
    [MemberData(nameof(Projects))]
    public void Project_ReferencesOnlyWhatTheDesignAllows(string project)
    {
        using var compiled = House.Open(project);
        Assert.Empty(
            compiled
                .References.Where(name => name.StartsWith("Jmirror.", StringComparison.Ordinal))
                .Except(House.MayReference[project], StringComparer.Ordinal)
        );
    }

    [Fact]
    public void Protocol_IsPureFunctionsOverBytes()
    {
        string[] outsideWorld =
        [
            "System.IO.",
            "System.Threading.",
            "System.Net.Sockets.Socket",
            "System.Diagnostics.Process",
            "System.Diagnostics.Stopwatch",
            "System.Console",
            "System.Environment",
            "System.Random",
            "System.TimeProvider",
            "Microsoft.Extensions.",
        ];
        using var protocol = House.Open("Jmirror.Protocol");
        Assert.DoesNotContain(
            protocol.UsedTypes,
            type => outsideWorld.Any(name => type.StartsWith(name, StringComparison.Ordinal))
        );
    }

    [Fact]
    public void Engine_SendsAndPrintsNothingItself()
    {
        string[] outsideWorld = ["System.Net.Sockets.Socket", "System.Console", "System.Diagnostics.Process"];
        using var engine = House.Open("Jmirror.Engine");
        Assert.DoesNotContain(
            engine.UsedTypes,
            type => outsideWorld.Any(name => type.StartsWith(name, StringComparison.Ordinal))
        );
    }

    [Fact]
    public void Provisioning_KnowsTheWebServerInItsApiAlone()
    {
        var provisioning = Path.Combine(House.Root, "src", "Jmirror.Provisioning");
        Assert.Equal(
            ["Api"],
            Directory
                .EnumerateFiles(provisioning, "*.cs", SearchOption.AllDirectories)
                .Where(file =>
                    File.ReadAllText(file).Contains("Microsoft.AspNetCore", StringComparison.Ordinal)
                )
                .Select(file => Path.GetRelativePath(provisioning, file).Split('/')[0])
                .Where(folder => folder is not ("bin" or "obj"))
                .Distinct(StringComparer.Ordinal),
            StringComparer.Ordinal
        );
    }
}
