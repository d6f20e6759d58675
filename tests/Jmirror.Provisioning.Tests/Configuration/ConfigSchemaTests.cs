using System.Text;
using System.Text.Json;
using Jmirror.Provisioning.Configuration;
using Jmirror.Testing;

namespace Jmirror.Provisioning.Tests.Configuration;

public class ConfigSchemaTests
{
    [Fact]
    public void JsonSchema_Written_DescribesEveryKey()
    {
        using var schema = JsonDocument.Parse(SchemaText());

        Assert.Equal(
            "https://json-schema.org/draft/2020-12/schema",
            schema.RootElement.GetProperty("$schema").GetString()
        );
        Assert.Equal(
            "router capture analyzers policies mirrors subscribers learning radius dtcp api logging",
            string.Join(
                ' ',
                schema
                    .RootElement.GetProperty("properties")
                    .EnumerateObject()
                    .Select(property => property.Name)
            )
        );
        AssertDescribed(schema.RootElement, "$");
    }

    [Fact]
    public void JsonSchema_GivenToAValidator_AcceptsExamplesAndStarterAndRefusesAMistake()
    {
        using var folder = new TemporaryFolder();
        var good = Examples.Names.Select(Examples.PathOf).Append(folder.Write("starter.yaml", StarterText()));
        var bad = folder.Write("bad.yaml", "router: { ttl: 256 }\nanalyzers: { a: { adress: 1.2.3.4 } }\n");

        var refused = JsonSchemaValidator.Complaints(SchemaText(), [bad]);

        Assert.Equal("", JsonSchemaValidator.Complaints(SchemaText(), good));
        Assert.Contains("$.router.ttl 256", refused, StringComparison.Ordinal);
        Assert.Contains("'adress' was unexpected", refused, StringComparison.Ordinal);
        Assert.Contains("'address' is a required property", refused, StringComparison.Ordinal);
    }

    [Fact]
    public void Starter_AsWritten_LoadsWithoutErrors()
    {
        var result = ConfigFile.Parse(StarterText(), "starter.yaml");

        Assert.Empty(result.Errors);
        Assert.Single(result.Config!.Mirrors);
    }

    [Theory]
    [InlineData("analyzer:", "policy: voip")]
    [InlineData("handle:", "mirror-id: 768", "session-id: 144")]
    [InlineData("ipv4:", "username: alice@isp.example")]
    [InlineData(
        "ipv4:",
        "outer-vlan: 7",
        "inner-vlan: 100",
        "mac:",
        "pppoe-session: 1",
        "l2tp:",
        "interface: eth1"
    )]
    [InlineData("ipv4:", "ipv6:")]
    [InlineData(
        "",
        "udp-source-port: 50000",
        "via:",
        "mtu: 1500",
        "oversize: fragment",
        "ttl: 255",
        "version-bits: keep",
        "name: lab-mx1"
    )]
    public void Starter_WithOtherKeysInUse_LoadsWithoutErrors(string removed, params string[] used)
    {
        // The key to remove and the keys to use are those of the active mirror; whole commented sections are in use.
        var sections = StarterText().Split('\n').Select(UncommentSection).ToList();
        var lines = sections
            .Select(line =>
                Array.Exists(used, key => line.TrimStart().StartsWith($"#{key}", StringComparison.Ordinal))
                    ? line.Replace("#", "", StringComparison.Ordinal)
                    : line
            )
            .ToList();
        var mirrors = lines.FindIndex(line => line.StartsWith("mirrors:", StringComparison.Ordinal));
        var gone =
            removed.Length == 0
                ? -1
                : lines.FindIndex(
                    mirrors,
                    line => line.TrimStart().StartsWith(removed, StringComparison.Ordinal)
                );
        if (gone >= 0)
            lines.RemoveAt(gone);

        Assert.Empty(ConfigFile.Parse(string.Join('\n', lines), "starter.yaml").Errors);
        Assert.Equal(removed.Length > 0, gone >= 0);
    }

    // A remark is '# ' and a word; a section that is not in use is '#' and a key or an indented line.
    private static string UncommentSection(string line) =>
        line is ['#', not ' ', ..] or ['#', ' ', ' ', ..] ? line[1..] : line;

    private static void AssertDescribed(JsonElement element, string path)
    {
        if (element.ValueKind == JsonValueKind.Array)
        {
            foreach (var item in element.EnumerateArray())
                AssertDescribed(item, path);
        }
        if (element.ValueKind != JsonValueKind.Object)
            return;
        foreach (var member in element.EnumerateObject())
        {
            if (member.NameEquals("properties"))
            {
                foreach (var key in member.Value.EnumerateObject())
                {
                    var description = key.Value.GetProperty("description").GetString();
                    Assert.Matches(@"^.+\. ?(Required|Default: .+|Absent: .+)\.$", description);
                }
            }
            AssertDescribed(member.Value, $"{path}.{member.Name}");
        }
    }

    private static string SchemaText()
    {
        using var stream = new MemoryStream();
        ConfigSchema.WriteJsonSchema(stream);
        return Encoding.UTF8.GetString(stream.ToArray());
    }

    private static string StarterText()
    {
        using var text = new StringWriter();
        ConfigSchema.WriteStarter(text);
        return text.ToString();
    }
}
