using Jmirror.Engine.Matching;
using Jmirror.Engine.Registry;
using Jmirror.Protocol.Dtcp;
using Jmirror.Protocol.Mirror;
using Jmirror.Provisioning.Configuration;

namespace Jmirror.Provisioning.Dtcp;

/// <summary>ADD: a trigger, before or after the login of whom it selects.</summary>
internal sealed class AddHandler(DtcpServer server, DtcpClient client)
{
    private const string Static = "STATIC";

    private readonly Answers _answers = new(server);

    /// <summary>Carries the request out; null, and the answer, when that was done.</summary>
    public Refusal? CarryOut(DtcpRequest request, out byte[] answer)
    {
        answer = [];
        var refusal = Read(request.Message, out var order);
        var id = 0u;
        refusal ??= server.Criteria.Add(order!, out id);
        if (refusal is not null)
            return refusal;
        answer = _answers.End(Answers.Ok(request).Add(Answers.CriteriaId, $"{id}"));
        return null;
    }

    private Refusal? Read(DtcpMessage message, out CriterionOrder? order)
    {
        order = null;
        if (ReadDestination(message, out var destination) is { } destinationFault)
            return destinationFault;
        var outer = new OuterReader(server.Plane.Analyzers, server.Config.SourceMismatch);
        if (outer.Read(message) is { } outerFault)
            return outerFault;
        if (ReadHandle(message, out var interceptId, out var handle) is { } handleFault)
            return handleFault;
        var triggers = new TriggerReader(server.InterfaceNumber);
        if (triggers.Read(message) is { } triggerFault)
            return triggerFault;
        if (ReadPolicy(message, out var policyName, out var policy) is { } policyFault)
            return policyFault;
        if (ReadFlags(message) is { } flagsFault)
            return flagsFault;
        var way = outer.Way;
        order = new CriterionOrder
        {
            ControlSource = message.Find(DtcpNames.CsourceId)!,
            ContentDestination = destination!,
            ClientAddress = client.Address,
            Triggers = triggers.Lines,
            InterceptId = interceptId!,
            Time = server.Clock.GetUtcNow(),
            DropPolicy = policyName,
            Request = new MirrorRequest(
                MirrorOrigin.Dtcp,
                triggers.Selector,
                new MirrorTarget(policy, outer.Outer, handle, way.WayOut, way.Mtu, way.Oversize)
            ),
        };
        return null;
    }

    private static Refusal? ReadDestination(DtcpMessage message, out DtcpLine? destination)
    {
        destination = message.Find(DtcpNames.CdestId);
        if (destination is null)
            return Refusal.Lacks(DtcpStatus.BadRequest, DtcpNames.CdestId);
        if (destination.Value.Length == 0)
            return Refusal.Of(DtcpStatus.BadRequest, destination, "has no value");
        return destination.Value.Contains(',', StringComparison.Ordinal)
            ? Refusal.Of(DtcpStatus.NotImplemented, destination, "names several mediation devices")
            : null;
    }

    private Refusal? ReadHandle(DtcpMessage message, out DtcpLine? line, out MedDevHandle handle)
    {
        handle = default;
        line = message.Find(DtcpNames.InterceptId);
        if (line is null)
            return Refusal.Lacks(DtcpStatus.BadRequest, DtcpNames.InterceptId);
        if (MedDevHandle.TryParse(line.Value, out handle) is var fault and not HandleFault.None)
            return Refusal.Of(DtcpStatus.BadRequest, line, $"is no intercept id: {WordsOf(fault)}");
        if (server.Config.SessionId == DtcpSessionId.Subscriber)
            handle = handle with { SessionId = null };
        return null;
    }

    private Refusal? ReadPolicy(DtcpMessage message, out string? name, out SecurePolicy policy)
    {
        policy = SecurePolicy.Default;
        name = message.Find(DtcpNames.DropPolicy)?.Value;
        if (name is null || server.DropPolicies.TryGetValue(name, out policy!))
            return null;
        return Refusal.Of(
            DtcpStatus.ImproperFilterSpecification,
            message.Find(DtcpNames.DropPolicy)!,
            "names no drop policy"
        );
    }

    private static Refusal? ReadFlags(DtcpMessage message)
    {
        if (message.Find(DtcpNames.Flags) is not { } flags)
            return Refusal.Lacks(DtcpStatus.BadRequest, DtcpNames.Flags);
        return flags.Value.Equals(Static, StringComparison.OrdinalIgnoreCase)
            ? null
            : Refusal.Of(DtcpStatus.BadRequest, flags, "is not STATIC");
    }

    private static string WordsOf(HandleFault fault) =>
        fault switch
        {
            HandleFault.NotHexadecimal => "not hexadecimal digits",
            HandleFault.WrongLength => "neither 4 nor 8 bytes",
            HandleFault.UndefinedVersion => "version bits 2 or 3",
            _ => "version bits that contradict its length",
        };
}
