using Jmirror.Engine.Matching;
using Jmirror.Protocol.Ip;
using Jmirror.Provisioning.Compiling;
using Jmirror.Provisioning.Configuration;

namespace Jmirror.Provisioning.Tests.Configuration;

public class ExampleTests
{
    public static TheoryData<string> Names => [.. Examples.Names];

    [Theory]
    [MemberData(nameof(Names))]
    public void Example_LoadedAndCompiled_MirrorsSomething(string name)
    {
        var result = ConfigFile.Load(Examples.PathOf(name));

        Assert.Empty(result.Errors);
        var config = result.Config!;
        var compiled = ConfigCompiler.Compile(
            config,
            new ListedWays(config.Analyzers, _ => new Ipv4Address(0xc0000201))
        );
        Assert.NotEmpty(compiled.Mirrors);
        var mirrors = ListedMirrors.DefinitionsOf(compiled, config.Router);
        Assert.NotEmpty(MirrorTable.Build(mirrors, compiled.Precedence, compiled.Sides).Mirrors);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Example_Header_NamesItsOwnFileInTheCommand(string name) =>
        Assert.Contains(
            $"--config configs/{name}",
            File.ReadAllText(Examples.PathOf(name)),
            StringComparison.Ordinal
        );

    [Theory]
    [MemberData(nameof(Names))]
    public void Readme_OfTheFolder_ListsTheExample(string name) =>
        Assert.Contains(
            $"| `{name}` |",
            File.ReadAllText(Examples.PathOf("README.md")),
            StringComparison.Ordinal
        );

    [Theory]
    [MemberData(nameof(Names))]
    public void Example_Explained_LoadsAgainAsAnEqualConfiguration(string name)
    {
        var config = ConfigFile.Load(Examples.PathOf(name)).Config!;

        var again = ConfigFile.Parse(Explaining.TextOf(config), "explained.yaml");

        Assert.Empty(again.Errors);
        Assert.Equal(config, again.Config);
    }
}
