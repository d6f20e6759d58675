using System.Text;
using System.Text.Json;
using Jmirror.Protocol.Radius;
using Jmirror.Provisioning.Configuration;
using Jmirror.Provisioning.Scenarios.Steps;
using Jmirror.Provisioning.Scenarios.Steps.Schema;

namespace Jmirror.Provisioning.Tests.Scenarios.Steps;

public sealed class StepSchemaTests
{
    private const string Request = "to: 192.0.2.1, secret: s3cret-word";
    private const string Dtcp = "router: lab-mx1, user: li-user, lines: [LIST DTCP/0.7]";
    private const string Server = "servers: [{ address: 198.51.100.2, secret: s3cret-word }]";

    [Fact]
    public void RadiusRequest_AllKeys_AreRead()
    {
        var step = StepReading.ReadOne<RadiusRequestStep>(
            """
            - at: 1500ms
              name: half a pair
              radius-request:
                to: "[2001:db8::1]:1700"
                secret: { file: /tmp/coa.secret }
                code: disconnect
                attributes: [Acct-Session-Id=0010000a, LI-Action=on, 26.4874.60=0xc0000264]
                event-timestamp: 10m ago
                message-authenticator: false
                wrong-authenticator: true
                expect: nak
                error-cause: 402
                times: 3
                replay: same-bytes
                timeout: 500ms
            """
        );
        Assert.Equal(("half a pair", TimeSpan.FromMilliseconds(1500)), (step.Name, step.At));
        Assert.Equal("[2001:db8::1]:1700", $"{step.To}");
        Assert.Equal("/tmp/coa.secret", step.Secret.File);
        Assert.Equal(RadiusCode.DisconnectRequest, step.Code);
        Assert.Equal(
            [
                RadiusAttributeType.AcctSessionId,
                RadiusAttributeType.LiAction,
                RadiusAttributeType.MedIpAddress,
            ],
            step.Attributes.Select(one => one.Type)
        );
        Assert.Equal([false, true, false], step.Attributes.Select(one => one.IsSalted));
        Assert.Equal(TimeSpan.FromMinutes(10), step.Timestamp.Age);
        Assert.True(
            step is { HasMessageAuthenticator: false, IsAuthenticatorWrong: true, IsRetransmitted: true }
        );
        Assert.Equal((DynamicExpectation.Nak, 402u), (step.Expect, step.ErrorCause));
        Assert.Equal((3, null, TimeSpan.FromMilliseconds(500)), (step.Times, step.Rate, step.Timeout));
    }

    [Fact]
    public void RadiusRequest_FewKeys_HaveTheirDefaults()
    {
        var step = StepReading.ReadOne<RadiusRequestStep>($"- radius-request: {{ {Request} }}");
        Assert.Equal(("192.0.2.1:3799", RadiusCode.CoaRequest), ($"{step.To}", step.Code));
        Assert.Equal(EventTimestamp.Now, step.Timestamp);
        Assert.True(step.HasMessageAuthenticator);
        Assert.Equal((DynamicExpectation.Ack, null, 1), (step.Expect, step.ErrorCause, step.Times));
        Assert.Equal((null, TimeSpan.Zero), (step.Name, step.At));
    }

    [Fact]
    public void DtcpRequest_AllKeys_AreRead()
    {
        var step = StepReading.ReadOne<DtcpRequestStep>(
            """
            - dtcp-request:
                router: lab-mx1
                port: 2222
                transport: ssh
                user: li-user
                subsystem: dtcp
                ssh-options: IdentityFile=/tmp/id
                key: s3cret-word
                lines: [LIST DTCP/0.7, "Flags: BOTH"]
                sequence: 1000
                authentication: bad
                expect: [497, 498]
                times: 5
                rate: 10/s
                timeout: 3s
            """
        );
        Assert.Equal(("lab-mx1", 2222, "li-user"), (step.Router, step.Port, step.User));
        Assert.Equal(
            ("dtcp", "s3cret-word", "IdentityFile=/tmp/id"),
            (step.Subsystem, step.Key, step.SshOptions[0])
        );
        Assert.Equal(["LIST DTCP/0.7", "Flags: BOTH"], step.Lines);
        Assert.Equal(new DtcpSequenceRule(DtcpSequenceKind.Given, 1000), step.Sequence);
        Assert.Equal(DtcpAuthentication.Bad, step.Authentication);
        Assert.Equal([497, 498], step.Expect);
        Assert.Equal((5, 10, TimeSpan.FromSeconds(3)), (step.Times, step.Rate!.Value, step.Timeout));
    }

    [Fact]
    public void Silence_OfDtcp_IsTheEmptyList() =>
        Assert.Empty(
            StepReading.ReadOne<DtcpRequestStep>($"- dtcp-request: {{ {Dtcp}, expect: silence }}").Expect
        );

    [Fact]
    public void LoginStorm_AllKeys_AreRead()
    {
        var step = StepReading.ReadOne<LoginStormStep>(
            $$"""
            - login-storm:
                count: 2000
                rate: 500/s
                username: "u{n}"
                password: s3cret-word
                password-method: pap
                {{Server}}
                nas-identifier: lab
                timeout: 1s
                retries: 0
                expect-accepted: 99.5%
                logout-after: 10s
            """
        );
        Assert.Equal((2000, 500, "u{n}"), (step.Count, step.Rate, step.Username));
        Assert.Equal(PasswordMethod.Pap, step.Login.Method);
        Assert.Equal(
            ("lab", TimeSpan.FromSeconds(1), 0),
            (step.Radius.NasIdentifier, step.Radius.Timeout, step.Radius.Retries)
        );
        Assert.Equal(1990, step.ExpectAccepted.Of(2000));
        Assert.Equal(TimeSpan.FromSeconds(10), step.LogoutAfter);
    }

    [Theory]
    [InlineData("100%", 7, 7)]
    [InlineData("99.5%", 150, 150)]
    [InlineData("50%", 3, 2)]
    [InlineData("0", 3, 0)]
    [InlineData("2", 3, 2)]
    public void LeastAccepted_OfACount_IsRoundedUp(string text, int count, int logins) =>
        Assert.Equal(
            logins,
            StepReading
                .ReadOne<LoginStormStep>(
                    $"- login-storm: {{ count: {count}, password: x, {Server}, expect-accepted: {text} }}"
                )
                .ExpectAccepted.Of(count)
        );

    [Fact]
    public void Analyzer_AllKeys_AreRead()
    {
        var step = StepReading.ReadOne<AnalyzerStep>(
            "- analyzer: { do: flap, times: 5, every: 100ms, link: eth2 }"
        );
        Assert.Equal(
            (AnalyzerChange.Flap, 5, TimeSpan.FromMilliseconds(100), "eth2"),
            (step.Change, step.Times, step.Every, step.Link)
        );
    }

    [Fact]
    public void Steps_Explained_TellLinesAndNoSecret()
    {
        var steps = StepReading.Read(
            $$"""
            - name: genuine
              radius-request: { {{Request}}, attributes: [LI-Action=off] }
            - radius-replay: { of: genuine }
            - dtcp-request: { {{Dtcp}}, key: s3cret-word, expect: silence }
            - login-storm: { count: 1, password: s3cret-word, {{Server}} }
            """,
            out var errors
        );
        Assert.Equal("", errors);
        var text = StepReading.Explain(steps);
        Assert.DoesNotContain("s3cret", text, StringComparison.Ordinal);
        Assert.Contains("expect: silence", text, StringComparison.Ordinal);
        Assert.Matches("to: \"192.0.2.1:3799\" +# line 2", text);
        Assert.DoesNotContain("s3cret", $"{steps[0]}{steps[3]}", StringComparison.Ordinal);
        Assert.Equal(
            steps,
            StepReading.Read(
                text["steps:".Length..].Replace("\"(hidden)\"", "s3cret-word", StringComparison.Ordinal),
                out errors
            )
        );
        Assert.Equal("", errors);
    }

    [Fact]
    public void JsonSchema_OfSteps_IsJsonThatNamesEachStep()
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream))
        {
            json.WriteStartObject();
            StepSchema.Kind.WriteJsonSchema(json);
            json.WriteEndObject();
        }
        var keys = JsonDocument
            .Parse(stream.ToArray())
            .RootElement.GetProperty("items")
            .GetProperty("properties");
        Assert.Equal(
            "at name radius-request radius-replay dtcp-request analyzer login-storm",
            string.Join(' ', keys.EnumerateObject().Select(key => key.Name))
        );
        Assert.Contains(
            "wrong-authenticator",
            Encoding.UTF8.GetString(stream.ToArray()),
            StringComparison.Ordinal
        );
    }

    [Theory]
    [InlineData(
        "- at: 1s",
        "1:3: a step does one thing: give it one of radius-request, radius-replay, dtcp-request, analyzer, login-storm"
    )]
    [InlineData(
        "- { analyzer: { do: up }, login-storm: { count: 1, password: x, " + Server + " } }",
        "1:3: a step does one thing: give it one of radius-request, radius-replay, dtcp-request, analyzer, login-storm"
    )]
    [InlineData(
        "- radius-requst: { to: 192.0.2.1 }",
        "1:3: a step has no key 'radius-requst': did you mean 'radius-request'?"
    )]
    [InlineData(
        "- radius-request: { secret: x }",
        "1:19: radius-request needs the key to, for example 'to: 192.0.2.1:3799'"
    )]
    [InlineData(
        "- radius-request: { to: lab, secret: x }",
        "1:25: to 'lab' is not an IP address, with a port or without, for example 192.0.2.1:3799"
    )]
    [InlineData(
        "- radius-request: { " + Request + ", error-cause: 402 }",
        "1:70: only a NAK has an Error-Cause: say expect: nak, or remove error-cause"
    )]
    [InlineData(
        "- radius-request: { " + Request + ", replay: same-bytes, rate: 5/s }",
        "1:83: same-bytes waits for each answer: remove rate"
    )]
    [InlineData(
        "- radius-request: { " + Request + ", rate: 5 }",
        "1:63: rate '5' is not a rate: 1/s to 1000000/s"
    )]
    [InlineData(
        "- radius-request: { " + Request + ", event-timestamp: later }",
        "1:74: event-timestamp 'later' is not now, none, or a time such as 10m ago"
    )]
    [InlineData("- analyzer: { do: down, times: 2 }", "1:32: times is for do: flap: remove it")]
    [InlineData("- radius-replay: { of: nothing }", "1:18: no radius-request above is called 'nothing'")]
    [InlineData(
        "- { name: genuine, radius-request: { " + Request + " } }\n- radius-replay: { of: genuin }",
        "2:18: no radius-request above is called 'genuin': did you mean 'genuine'?"
    )]
    [InlineData(
        "- { at: 2s, analyzer: { do: up } }\n- { at: 1s, analyzer: { do: up } }",
        "2:9: is before the step above: steps stand in their order"
    )]
    [InlineData(
        "- { name: a, analyzer: { do: up } }\n- { name: a, analyzer: { do: up } }",
        "2:11: another step is called 'a'"
    )]
    [InlineData(
        "- dtcp-request: { " + Dtcp + ", sequence: stale, expect: 498 }",
        "1:17: no step above has sent this router a request of this user: there is no sequence number to be old"
    )]
    [InlineData(
        "- dtcp-request: { " + Dtcp + ", expect: never }",
        "1:83: expect 'never' is not a whole number: a status code is 100 to 999"
    )]
    [InlineData(
        "- dtcp-request: { router: -oX, user: a, lines: [LIST DTCP/0.7], expect: 200 }",
        "1:27: router begins with '-': give a name or address"
    )]
    [InlineData(
        "- dtcp-request: { router: a, user: a, lines: [LIST DTCP/0.7, \"seq: 7\"], expect: 200 }",
        "1:46: Seq is added by the step: say sequence instead"
    )]
    [InlineData(
        "- dtcp-request: { " + Dtcp + ", expect: 200, transport: tcp, subsystem: x }",
        "1:115: subsystem is for transport: ssh: remove it"
    )]
    [InlineData(
        "- login-storm: { count: 1, password: x, servers: [] }",
        "1:50: servers is an empty list: give at least one"
    )]
    [InlineData(
        "- login-storm: { count: 1, password: x, " + Server + ", expect-accepted: most }",
        "1:117: expect-accepted 'most' is not a number of logins, or a share such as 99.5%"
    )]
    public void Mistake_IsNamedWithItsPlace(string text, string error)
    {
        StepReading.Read(text, out var errors);
        Assert.Equal(error, errors);
    }

    [Fact]
    public void Attributes_ThatDoNotFitOnePacket_AreAMistake()
    {
        var one = $"Class=x, 25=0x{new string('0', 500)}";
        var many = string.Join(
            ", ",
            Enumerable.Repeat(one[(one.IndexOf(' ', StringComparison.Ordinal) + 1)..], 17)
        );
        StepReading.Read($"- radius-request: {{ {Request}, attributes: [{many}] }}", out var errors);
        Assert.EndsWith(
            "the attributes do not fit one packet of 4096 bytes",
            errors,
            StringComparison.Ordinal
        );
    }
}
