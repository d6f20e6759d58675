using System.Net;
using Jmirror.Protocol.Radius;
using Jmirror.Provisioning.Configuration;

namespace Jmirror.Provisioning.Scenarios.Steps;

/// <summary>Sends dynamic requests (RFC 5176) to the router under test and looks at its answers.</summary>
public sealed record RadiusRequestStep() : ScenarioStep(TimeSpan.Zero)
{
    internal static readonly TimeSpan DefaultTimeout = TimeSpan.FromSeconds(2);

    /// <summary>The router's dynamic-request port.</summary>
    public required IPEndPoint To { get; init; }

    /// <summary>The secret shared with it.</summary>
    public required SecretConfig Secret { get; init; }

    /// <summary>CoA-Request or Disconnect-Request.</summary>
    public RadiusCode Code { get; init; } = RadiusCode.CoaRequest;

    /// <summary>Attributes in order, beside those that <see cref="Timestamp"/> and <see cref="HasMessageAuthenticator"/> add.</summary>
    public ConfigList<AttributeText> Attributes { get; init; } = [];

    /// <summary>Event-Timestamp.</summary>
    public EventTimestamp Timestamp { get; init; } = EventTimestamp.Now;

    /// <summary>True to add Message-Authenticator.</summary>
    public bool HasMessageAuthenticator { get; init; } = true;

    /// <summary>True to make the authenticator wrong, as somebody without the secret would.</summary>
    public bool IsAuthenticatorWrong { get; init; }

    /// <summary>What each request must come to.</summary>
    public DynamicExpectation Expect { get; init; } = DynamicExpectation.Ack;

    /// <summary>Error-Cause that each NAK must have; null: any, or none.</summary>
    public uint? ErrorCause { get; init; }

    /// <summary>How many requests; at least 1.</summary>
    public int Times { get; init; } = 1;

    /// <summary>True to send the same bytes from the same port each time; the answers must be the same bytes too.</summary>
    public bool IsRetransmitted { get; init; }

    /// <summary>Requests a second, sent whether or not answers come; null: each after the answer to the one before.</summary>
    public int? Rate { get; init; }

    /// <summary>How long an answer may take.</summary>
    public TimeSpan Timeout { get; init; } = DefaultTimeout;
}
