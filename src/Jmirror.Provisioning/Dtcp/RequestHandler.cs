using Jmirror.Protocol.Dtcp;
using Jmirror.Provisioning.Configuration;

namespace Jmirror.Provisioning.Dtcp;

/// <summary>Answers requests: first whether to trust them, then whether they are understood, then what they ask for.</summary>
internal sealed class RequestHandler(DtcpServer server, DtcpClient client)
{
    private readonly Answers _answers = new(server);
    private readonly AddHandler _add = new(server, client);
    private readonly DeleteHandler _delete = new(server);
    private readonly ListHandler _list = new(server);
    private readonly DropPolicyHandler _dropPolicy = new(server);

    /// <summary>The answer; empty when there is to be none.</summary>
    public byte[] Answer(DtcpMessage message)
    {
        if (!message.IsAuthentic(server.Key))
            return Distrust(
                message,
                DtcpStatus.InvalidAuthentication,
                "Authentication-Info is wrong or missing"
            );
        if (!DtcpRequest.TryRead(message, out var request, out var fault))
            return Answer(message, fault);
        if (message.Find(DtcpNames.CsourceId) is not { } source)
            return Refuse(request!, Refusal.Lacks(DtcpStatus.BadRequest, DtcpNames.CsourceId));
        if (!IsControlSource(source.Value))
            return Distrust(message, DtcpStatus.InvalidControlSource, "Csource-ID is not the user's");
        if (server.Config.Sequence == DtcpSequence.Strict && !server.TryAdvance(source.Value, request!.Seq))
            return Distrust(message, DtcpStatus.InvalidSequence, "Seq does not follow the one before");
        if (KnownParameters.RefusalOf(request!, server.Config.RefuseUnknown) is { } unknown)
            return Refuse(request!, unknown);
        var refusal = CarryOut(request!, out var answer);
        return refusal is null ? answer : Refuse(request!, refusal);
    }

    private Refusal? CarryOut(DtcpRequest request, out byte[] answer)
    {
        answer = [];
        return request.Method switch
        {
            DtcpMethod.Add => _add.CarryOut(request, out answer),
            DtcpMethod.Delete => _delete.CarryOut(request, out answer),
            DtcpMethod.List => _list.CarryOut(request, out answer),
            DtcpMethod.Enable or DtcpMethod.Disable => _dropPolicy.CarryOut(request, out answer),
            _ => new Refusal(DtcpStatus.NotImplemented, "Junos does not do this"),
        };
    }

    private bool IsControlSource(string name) =>
        client.User is { } user ? name.Equals(user, StringComparison.Ordinal) : server.Users.Contains(name);

    // What nobody can have signed is never answered (draft-cavuto-dtcp-03), unless the configuration wants it.
    private byte[] Distrust(DtcpMessage message, DtcpStatus status, string reason)
    {
        server.LogRefusal(client, "DTCP request", $"{(int)status}: {reason}");
        return server.Config.Distrust == DtcpDistrust.Answer
            ? _answers.End(Answers.Begin(VersionOf(message), status, message))
            : [];
    }

    private byte[] Refuse(DtcpRequest request, Refusal refusal)
    {
        server.LogRefusal(
            client,
            $"DTCP {DtcpMethods.WordOf(request.Method)}",
            $"{(int)refusal.Status}: {refusal.Reason}"
        );
        var answer = Answers.Begin(request.Version, refusal.Status, request.Message);
        refusal.WriteTo(answer);
        return _answers.End(answer);
    }

    private byte[] Answer(DtcpMessage message, DtcpFault fault)
    {
        server.LogRefusal(client, "DTCP request", $"{(int)fault.Status}: it breaks the grammar");
        var answer = Answers.Begin(fault.Version, fault.Status, message);
        if (fault.Line is { } line)
            answer.Repeat(line.Span);
        return _answers.End(answer);
    }

    private static DtcpVersion VersionOf(DtcpMessage message) =>
        DtcpRequest.TryRead(message, out var request, out var fault) ? request!.Version : fault.Version;
}
