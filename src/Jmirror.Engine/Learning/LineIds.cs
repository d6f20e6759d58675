using Jmirror.Engine.Subscribers;
using Jmirror.Protocol.Dhcp;

namespace Jmirror.Engine.Learning;

/// <summary>What an access node or a relay put into a subscriber's signalling to say which line it came from.</summary>
/// <param name="CircuitId">Agent circuit id; null when it was not said.</param>
/// <param name="RemoteId">Agent remote id, likewise.</param>
/// <param name="Option82">The whole DHCP option 82, likewise.</param>
internal sealed record LineIds(string? CircuitId, string? RemoteId, string? Option82 = null)
{
    /// <summary>Nothing was said.</summary>
    public static LineIds None { get; } = new(null, null);

    /// <summary>As text, from the bytes of the two ids.</summary>
    public static LineIds Of(ReadOnlySpan<byte> circuitId, ReadOnlySpan<byte> remoteId) =>
        circuitId.IsEmpty && remoteId.IsEmpty
            ? None
            : new LineIds(IdentityText.Of(circuitId), IdentityText.Of(remoteId));

    /// <summary>From the value of a DHCPv4 option 82.</summary>
    public static LineIds OfOption82(ReadOnlySpan<byte> value)
    {
        var agent = new RelayAgentView(value);
        return Of(agent.CircuitId, agent.RemoteId) with { Option82 = Convert.ToHexStringLower(value) };
    }

    /// <summary>What was said, as identities.</summary>
    public IReadOnlyList<SubscriberIdentity> ToIdentities()
    {
        var identities = new List<SubscriberIdentity>();
        if (CircuitId is not null)
            identities.Add(new SubscriberIdentity(IdentityKind.AgentCircuitId, CircuitId));
        if (RemoteId is not null)
            identities.Add(new SubscriberIdentity(IdentityKind.AgentRemoteId, RemoteId));
        if (Option82 is not null)
            identities.Add(new SubscriberIdentity(IdentityKind.DhcpOption82, Option82));
        return identities;
    }
}
