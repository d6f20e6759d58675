namespace Jmirror.Protocol.Dtcp;

/// <summary>Names of parameters, as Juniper writes them in requests. Upper and lower case are the same.</summary>
public static class DtcpNames
{
    /// <summary>HMAC-SHA1 over everything before it; the last parameter.</summary>
    public const string AuthenticationInfo = "Authentication-Info";

    /// <summary>Sequence number of a request, repeated in its answer.</summary>
    public const string Seq = "Seq";

    /// <summary>Who asks: a user of the router.</summary>
    public const string CsourceId = "Csource-ID";

    /// <summary>Name of the mediation device.</summary>
    public const string CdestId = "Cdest-ID";

    /// <summary>Number that the router gave a trigger.</summary>
    public const string CriteriaId = "Criteria-ID";

    /// <summary>STATIC, BOTH and others.</summary>
    public const string Flags = "Flags";

    /// <summary>Priority of a trigger; Junos ignores it.</summary>
    public const string Priority = "Priority";

    /// <summary>Outer destination address.</summary>
    public const string DestinationAddress = "X-JTap-Cdest-Dest-Address";

    /// <summary>Outer UDP destination port.</summary>
    public const string DestinationPort = "X-JTap-Cdest-Dest-Port";

    /// <summary>Outer UDP destination port, as Junos 10.3 spells it.</summary>
    public const string OldDestinationPort = "X-JTap-Cdest-Port";

    /// <summary>Outer source address.</summary>
    public const string SourceAddress = "X-JTap-Cdest-Source-Address";

    /// <summary>Outer UDP source port.</summary>
    public const string SourcePort = "X-JTap-Cdest-Source-Port";

    /// <summary>Outer TTL.</summary>
    public const string TimeToLive = "X-JTap-Cdest-TTL";

    /// <summary>IP version of the outer header.</summary>
    public const string IpVersion = "X-JTap-IP-Version";

    /// <summary>Med-Dev-Handle.</summary>
    public const string InterceptId = "X-MD-Intercept-Id";

    /// <summary>Name of a drop policy.</summary>
    public const string DropPolicy = "X-Drop-Policy";

    /// <summary>The same, as one of Juniper's samples spells it.</summary>
    public const string ShortDropPolicy = "X-Drop";

    /// <summary>Trigger: interface.</summary>
    public const string InterfaceId = "X-Interface-Id";

    /// <summary>Trigger: Acct-Session-Id.</summary>
    public const string AccountingSessionId = "X-Act-Sess-Id";

    /// <summary>Trigger: Calling-Station-Id.</summary>
    public const string CallingStationId = "X-Call-Sta-Id";

    /// <summary>Trigger: IP address.</summary>
    public const string IpAddress = "X-IP-Addr";

    /// <summary>Trigger: NAS-Port-Id.</summary>
    public const string NasPortId = "X-NAS-Port-Id";

    /// <summary>Trigger: agent circuit id.</summary>
    public const string CircuitId = "X-RM-Circuit-Id";

    /// <summary>Trigger: agent remote id. Juniper's spelling is not known for certain: this one or <see cref="RemoteId"/>.</summary>
    public const string AgentId = "X-RM-Agent-Id";

    /// <summary>Trigger: agent remote id.</summary>
    public const string RemoteId = "X-RM-Remote-Id";

    /// <summary>Trigger: User-Name.</summary>
    public const string UserName = "X-UserName";

    /// <summary>Logical system in which a trigger is looked up.</summary>
    public const string LogicalSystem = "X-Logical-System";

    /// <summary>Routing instance in which a trigger is looked up.</summary>
    public const string RoutingInstance = "X-Router-Instance";
}
