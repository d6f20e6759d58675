using System.Net;
using Jmirror.Protocol.Radius;
using Jmirror.Provisioning.Configuration;
using Jmirror.Provisioning.Schema;
using Jmirror.Provisioning.Yaml;

namespace Jmirror.Provisioning.Scenarios.Steps.Schema;

/// <summary>The step <c>radius-request</c>.</summary>
internal static class RadiusRequestSchema
{
    // Room for header, Message-Authenticator and Event-Timestamp: 20, 18 and 6 bytes.
    private const int MostAttributeBytes = RadiusPacketView.MaxLength - 44;

    private static readonly Key<RadiusRequestStep, IPEndPoint> To = new(
        "to",
        StepScalars.Endpoint(DynamicRequestsConfig.DefaultPort)
    )
    {
        Help = "Address of the router, with the port of its dynamic requests or 3799.",
        Example = "192.0.2.1:3799",
        IsRequired = true,
        Get = step => step.To,
    };

    private static readonly Key<RadiusRequestStep, SecretConfig> Secret = new(
        "secret",
        new SecretKind(RadiusSecret.MaxLength)
    )
    {
        Help = "Shared secret, 1 to 256 bytes, or { file: PATH } for a file that holds it.",
        Example = "testing123",
        IsRequired = true,
        Get = step => step.Secret,
    };

    private static readonly Key<RadiusRequestStep, RadiusCode> Code = new(
        "code",
        Scalars.Choice(("coa", RadiusCode.CoaRequest), ("disconnect", RadiusCode.DisconnectRequest))
    )
    {
        Help = "What is asked: coa (CoA-Request) or disconnect (Disconnect-Request).",
        Default = RadiusCode.CoaRequest,
        Example = "coa",
        Get = step => step.Code,
    };

    private static readonly Key<RadiusRequestStep, ConfigList<AttributeText>> Attributes = new(
        "attributes",
        new OneOrManyKind<AttributeText>(StepScalars.Attribute, StepScalars.Attribute.ToYaml)
    )
    {
        Help =
            "Attributes in order, Name=value; LI-Action and the Med attributes are salt-encrypted. By number, bytes go as "
            + "they are written: 26.4874.58=0x00000001.",
        Example = "[Acct-Session-Id=0010000a, LI-Action=on]",
        AbsentMeans = "none",
        Get = step => step.Attributes is { Count: > 0 } attributes ? attributes : null,
    };

    private static readonly Key<RadiusRequestStep, EventTimestamp> Timestamp = new(
        "event-timestamp",
        StepScalars.Timestamp
    )
    {
        Help = "Event-Timestamp (attribute 55): now, none, or a time such as 10m ago.",
        Default = EventTimestamp.Now,
        Example = "10m ago",
        Get = step => step.Timestamp,
    };

    private static readonly Key<RadiusRequestStep, bool> MessageAuthenticator = new(
        "message-authenticator",
        Scalars.Flag
    )
    {
        Help = "Whether Message-Authenticator (attribute 80) is there.",
        Default = true,
        Example = "false",
        Get = step => step.HasMessageAuthenticator,
    };

    private static readonly Key<RadiusRequestStep, bool> WrongAuthenticator = new(
        "wrong-authenticator",
        Scalars.Flag
    )
    {
        Help = "Whether the request's authenticator is wrong, as from somebody without the secret.",
        Default = false,
        Example = "true",
        Get = step => step.IsAuthenticatorWrong,
    };

    private static readonly Key<RadiusRequestStep, DynamicExpectation> Expect = new(
        "expect",
        StepScalars.Expectation
    )
    {
        Help = "What each request must come to: ack, nak, or silence.",
        Default = DynamicExpectation.Ack,
        Example = "nak",
        Get = step => step.Expect,
    };

    private static readonly Key<RadiusRequestStep, uint> ErrorCause = new(
        "error-cause",
        StepScalars.ErrorCause
    )
    {
        Help = "Error-Cause (attribute 101) that each NAK must have.",
        Example = "503",
        AbsentMeans = "any, or none",
        Get = step => step.ErrorCause,
    };

    private static readonly Key<RadiusRequestStep, int> Times = new("times", StepScalars.Times)
    {
        Help = "How many requests are sent.",
        Default = 1,
        Example = "1000",
        Get = step => step.Times,
    };

    private static readonly Key<RadiusRequestStep, bool> Replay = new(
        "replay",
        Scalars.Choice(("new-request", false), ("same-bytes", true))
    )
    {
        Help =
            "Several times: new-request (another identifier and port each time) or same-bytes (a retransmission, whose "
            + "answers must be the same bytes too).",
        Default = false,
        Example = "same-bytes",
        Get = step => step.IsRetransmitted,
    };

    private static readonly Key<RadiusRequestStep, int> Rate = new("rate", StepScalars.Rate)
    {
        Help = "Requests a second, whether or not answers come.",
        Example = "200/s",
        AbsentMeans = "each after the answer to the one before",
        Get = step => step.Rate,
    };

    private static readonly Key<RadiusRequestStep, TimeSpan> Timeout = new("timeout", Durations.Kind)
    {
        Help = "How long an answer may take; what comes later counts as silence.",
        Default = RadiusRequestStep.DefaultTimeout,
        Example = "2s",
        Get = step => step.Timeout,
    };

    /// <summary>The step.</summary>
    public static readonly MappingKind<RadiusRequestStep> Kind = new(
        "radius-request",
        [
            To,
            Secret,
            Code,
            Attributes,
            Timestamp,
            MessageAuthenticator,
            WrongAuthenticator,
            Expect,
            ErrorCause,
            Times,
            Replay,
            Rate,
            Timeout,
        ],
        values => new RadiusRequestStep
        {
            To = values.Get(To),
            Secret = values.Get(Secret),
            Code = values.Get(Code),
            Attributes = values.List(Attributes),
            Timestamp = values.Get(Timestamp),
            HasMessageAuthenticator = values.Get(MessageAuthenticator),
            IsAuthenticatorWrong = values.Get(WrongAuthenticator),
            Expect = values.Get(Expect),
            ErrorCause = values.Find(ErrorCause),
            Times = values.Get(Times),
            IsRetransmitted = values.Get(Replay),
            Rate = values.Find(Rate),
            Timeout = values.Get(Timeout),
            Origin = values.Origin,
        }
    )
    {
        OriginOf = step => step.Origin,
        Check = Check,
    };

    private static void Check(KeyValues<RadiusRequestStep> values, ErrorList errors)
    {
        ErrorCauses.Check(values, Expect, ErrorCause, errors);
        if (values.Get(Replay) && values.Has(Rate))
            errors.Add(values.Origin.PositionOf(Rate.Name), "same-bytes waits for each answer: remove rate");
        if (values.List(Attributes).Sum(attribute => attribute.WireLength) > MostAttributeBytes)
        {
            errors.Add(
                values.Origin.PositionOf(Attributes.Name),
                $"the attributes do not fit one packet of {RadiusPacketView.MaxLength} bytes"
            );
        }
    }
}
