using Jmirror.Testing;

namespace Jmirror.Provisioning.Tests.Configuration;

/// <summary>A stranger's JSON Schema validator: python3-jsonschema, as editors would judge.</summary>
internal static class JsonSchemaValidator
{
    // Checks the schema itself, then each file against it; prints one line for each mistake.
    private const string Script = """
        import json, sys, yaml, jsonschema
        schema = json.load(open(sys.argv[1]))
        check = jsonschema.Draft202012Validator
        check.check_schema(schema)
        for path in sys.argv[2:]:
            for error in check(schema).iter_errors(yaml.safe_load(open(path))):
                print(path, error.json_path, error.message)
        """;

    /// <summary>What it has against YAML files; empty when nothing. Skips the test where it is not installed.</summary>
    public static string Complaints(string schema, IEnumerable<string> files)
    {
        var python = Tool.Find("python3");
        Assert.SkipUnless(
            python is not null
                && Tool.RunAny(
                    python,
                    ["-c", "import yaml, jsonschema; jsonschema.Draft202012Validator"]
                ).ExitCode == 0,
            "python3-jsonschema and python3-yaml are not installed"
        );
        using var folder = new TemporaryFolder();
        var result = Tool.RunAny(python, ["-c", Script, folder.Write("schema.json", schema), .. files]);
        Assert.True(result.ExitCode == 0, result.Error);
        return result.Output;
    }
}
