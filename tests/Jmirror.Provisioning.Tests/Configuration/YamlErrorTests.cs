using Jmirror.Provisioning.Configuration;

namespace Jmirror.Provisioning.Tests.Configuration;

/// <summary>What is not YAML, or YAML of a kind that is not read. Each text is a whole file.</summary>
public class YamlErrorTests
{
    public static TheoryData<string, string> Syntax =>
        new()
        {
            { "", "1:1: the file says nothing; `jmirror config init` writes one to start from" },
            {
                "# only a remark\n",
                "1:1: the file says nothing; `jmirror config init` writes one to start from"
            },
            {
                "router: [1\nmirrors: []\n",
                "1:9: this is not valid YAML from here on: is a bracket, brace or quote not closed?"
            },
            {
                "router:\n\tseries: e\n",
                "2:1: this line is indented with a tab: YAML indents with spaces only"
            },
            {
                "router: 'x\n",
                "1:9: this is not valid YAML: while scanning a quoted scalar, found unexpected end of stream"
            },
            {
                "router: { name: a }\n---\nmirrors: []\n",
                "2:1: a second document begins here, but a configuration is one document: remove the '---'"
            },
            {
                "router: &r { name: a }\ncapture: *r\n",
                "2:10: aliases such as '*r' are not read: write the value out"
            },
            { "router: &r\n  name: *r\n", "2:9: aliases such as '*r' are not read: write the value out" },
            { "router: { <<: { name: a } }\n", "1:11: merge keys ('<<') are not read: write the keys out" },
            {
                "router: { name: !!str a }\n",
                "1:17: tags such as 'tag:yaml.org,2002:str' are not read: remove it"
            },
            { "? [router]\n: {}\n", "1:3: a key must be plain text, but this one is a list" },
            {
                "router\n",
                "1:1: the configuration must be a mapping with keys such as router, capture, analyzers, not the text 'router'"
            },
        };

    [Theory]
    [MemberData(nameof(Syntax))]
    public void File_WithOneMistake_GivesExactlyThatError(string text, string expected) =>
        Mistakes.AssertErrors(expected, text);

    [Fact]
    public void File_ThatIsNotThere_IsOneErrorWithoutPosition() =>
        Assert.Equal(
            "no/such/file.yaml: there is no such file",
            Assert.Single(ConfigFile.Load("no/such/file.yaml").Errors).ToString()
        );

    [Fact]
    public void File_ThatIsNotUtf8_IsOneErrorWithoutPosition()
    {
        var path = Path.GetTempFileName();
        try
        {
            File.WriteAllBytes(path, [.. "router: { name: "u8, 0xe9, .. " }\n"u8]);

            Assert.Equal(
                $"{path}: is not UTF-8 text",
                Assert.Single(ConfigFile.Load(path).Errors).ToString()
            );
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Theory]
    [InlineData("[")]
    [InlineData("{ a: ")]
    [InlineData("- ")]
    public void Nesting_BeyondTheLimit_IsOneErrorAndNoCrash(string opening)
    {
        var text = "router:\n " + string.Concat(Enumerable.Repeat(opening, 10_000));

        var error = Assert.Single(ConfigFile.Parse(text, "f").Errors);

        Assert.Equal("nested deeper than 32 levels", error.Sentence);
    }
}
