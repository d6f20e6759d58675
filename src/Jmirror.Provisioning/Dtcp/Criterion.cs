using Jmirror.Engine.Registry;
using Jmirror.Protocol.Dtcp;

namespace Jmirror.Provisioning.Dtcp;

/// <summary>A trigger that an ADD made.</summary>
internal sealed record Criterion
{
    /// <summary>Criteria-ID.</summary>
    public required uint Id { get; init; }

    /// <summary>Number of the request at the control plane.</summary>
    public required long Request { get; init; }

    /// <summary>What was asked for.</summary>
    public required CriterionOrder Order { get; init; }
}

/// <summary>What an ADD asks for.</summary>
internal sealed record CriterionOrder
{
    /// <summary>Csource-ID as it was sent.</summary>
    public required DtcpLine ControlSource { get; init; }

    /// <summary>Cdest-ID as it was sent.</summary>
    public required DtcpLine ContentDestination { get; init; }

    /// <summary>IP address of the client.</summary>
    public required string ClientAddress { get; init; }

    /// <summary>Triggers and their qualifiers as they were sent.</summary>
    public required IReadOnlyList<DtcpLine> Triggers { get; init; }

    /// <summary>X-MD-Intercept-Id as it was sent.</summary>
    public required DtcpLine InterceptId { get; init; }

    /// <summary>When it was asked for.</summary>
    public required DateTimeOffset Time { get; init; }

    /// <summary>Name of the drop policy for logins that come; null: none.</summary>
    public string? DropPolicy { get; init; }

    /// <summary>The same for the control plane.</summary>
    public required MirrorRequest Request { get; init; }
}
