using System.Text.Json;
using Jmirror.Testing;

namespace Jmirror.Provisioning.Tests.Api;

/// <summary>The OpenAPI document says what the API does.</summary>
public class OpenApiTests
{
    private static readonly string[] Operations =
    [
        "GET /v1/mirrors",
        "POST /v1/mirrors",
        "GET /v1/mirrors/{number}",
        "PUT /v1/mirrors/{number}",
        "DELETE /v1/mirrors/{number}",
        "GET /v1/subscribers",
        "POST /v1/subscribers",
        "GET /v1/subscribers/{number}",
        "DELETE /v1/subscribers/{number}",
        "GET /v1/events",
        "GET /v1/statistics",
        "GET /v1/log",
        "POST /v1/reload",
        "GET /metrics",
        "GET /v1/openapi.json",
    ];

    // Checks every schema, then answers against the schemas that the document gives them.
    private const string Validator = """
        import json, sys, jsonschema
        document = json.load(open(sys.argv[1]))
        check = jsonschema.Draft202012Validator
        for name, schema in document["components"]["schemas"].items():
            check.check_schema(schema)
        for name, path in zip(sys.argv[2::2], sys.argv[3::2]):
            schema = {"$ref": "#/components/schemas/" + name, "components": document["components"]}
            for error in check(schema).iter_errors(json.load(open(path))):
                print(name, error.json_path, error.message)
        """;

    [Fact]
    public async Task Document_ListsExactlyTheOperations()
    {
        await using var run = await ApiRun.Start();
        var document = (await run.Send("GET", "/v1/openapi.json")).Json;

        var listed =
            from path in document.GetProperty("paths").EnumerateObject()
            from operation in path.Value.EnumerateObject()
            select $"{operation.Name.ToUpperInvariant()} {path.Name}";
        Assert.Equal(
            Operations.Order(StringComparer.Ordinal),
            listed.Order(StringComparer.Ordinal),
            StringComparer.Ordinal
        );
        Assert.Equal("3.1.0", document.GetProperty("openapi").GetString());
        Assert.Equal("1.2.3", document.GetProperty("info").GetProperty("version").GetString());
    }

    [Fact]
    public async Task Operation_OfTheDocument_IsAnswered()
    {
        await using var run = await ApiRun.Start();
        foreach (var operation in Operations.Where(one => !one.EndsWith("/events", StringComparison.Ordinal)))
        {
            var (method, path) = (operation.Split(' ')[0], operation.Split(' ')[1]);

            var reply = await run.Send(
                method,
                path.Replace("{number}", "1", StringComparison.Ordinal),
                method is "POST" or "PUT" ? "{}" : null
            );

            Assert.NotEqual(405, reply.Status);
            Assert.DoesNotContain("there is no resource", reply.Text, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Document_RefersOnlyToWhatItHas()
    {
        await using var run = await ApiRun.Start();
        var document = (await run.Send("GET", "/v1/openapi.json")).Json;

        var references = ReferencesIn(document).ToHashSet(StringComparer.Ordinal);
        var schemas = document
            .GetProperty("components")
            .GetProperty("schemas")
            .EnumerateObject()
            .Select(schema => $"#/components/schemas/{schema.Name}");

        Assert.Equal(
            schemas.Order(StringComparer.Ordinal),
            references.Order(StringComparer.Ordinal),
            StringComparer.Ordinal
        );
    }

    [Fact]
    public async Task Answers_GivenToAValidator_FitTheirSchemas()
    {
        Assert.SkipUnless(
            Tool.Find("python3") is { } found
                && Tool.RunAny(found, ["-c", "import jsonschema; jsonschema.Draft202012Validator"]).ExitCode
                    == 0,
            "python3-jsonschema is not installed"
        );
        await using var run = await ApiRun.Start();
        const string mirror =
            """{ "trigger": { "ipv4": "10.0.0.1" }, "policy": "voip", "mirror-id": 1, "session-id": "from-accounting" }""";
        const string named =
            """{ "trigger": { "username": "a" }, "policy": "voip", "handle": "0x0000000100000001" }""";
        (string Schema, ApiReply Reply)[] answers =
        [
            ("MirrorState", await run.Send("POST", "/v1/mirrors", named)),
            ("MirrorAnswers", await run.Send("POST", "/v1/mirrors", $"[{named}, {mirror}]")),
            ("MirrorList", await run.Send("GET", "/v1/mirrors?limit=1")),
            (
                "SubscriberState",
                await run.Send("POST", "/v1/subscribers", """{ "username": "a", "outer-vlan": 7 }""")
            ),
            ("SubscriberList", await run.Send("GET", "/v1/subscribers")),
            ("Log", await run.Send("GET", "/v1/log")),
            ("Reload", await run.Send("POST", "/v1/reload")),
            ("Problem", await run.Send("POST", "/v1/mirrors", "{}")),
        ];
        List<string> arguments =
        [
            "-c",
            Validator,
            Written("openapi.json", (await run.Send("GET", "/v1/openapi.json")).Text),
        ];
        foreach (var (schema, reply) in answers)
            arguments.AddRange([schema, Written($"{schema}.json", reply.Text)]);
        arguments.AddRange([
            "Mirror",
            Written("mirror.json", named),
            "Mirror",
            Written("bad.json", """{ "trigger": {}, "handel": 1 }"""),
        ]);

        var result = Tool.Run("python3", arguments);

        Assert.Equal(
            "Mirror $ Additional properties are not allowed ('handel' was unexpected)",
            Assert.Single(result.Lines)
        );

        string Written(string name, string text)
        {
            File.WriteAllText(run.PathOf(name), text);
            return run.PathOf(name);
        }
    }

    private static IEnumerable<string> ReferencesIn(JsonElement element) =>
        element.ValueKind switch
        {
            JsonValueKind.Object => element
                .EnumerateObject()
                .SelectMany(member =>
                    member.NameEquals("$ref") ? [member.Value.GetString()!] : ReferencesIn(member.Value)
                ),
            JsonValueKind.Array => element.EnumerateArray().SelectMany(ReferencesIn),
            _ => [],
        };
}
