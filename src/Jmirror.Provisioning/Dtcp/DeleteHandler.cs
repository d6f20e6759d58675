using Jmirror.Protocol.Dtcp;

namespace Jmirror.Provisioning.Dtcp;

/// <summary>DELETE: by number, or all triggers to a mediation device. Copying ends before the answer is sent.</summary>
internal sealed class DeleteHandler(DtcpServer server)
{
    private readonly Answers _answers = new(server);

    /// <summary>Carries the request out; null, and the answer, when that was done.</summary>
    public Refusal? CarryOut(DtcpRequest request, out byte[] answer)
    {
        answer = [];
        if (Find(request.Message, out var found) is { } refusal)
            return refusal;
        var deleted = DtcpFlags.NameStatic(request.Message)
            ? server.Criteria.Delete(found, "DTCP DELETE")
            : 0;
        answer = _answers.End(Answers.Ok(request).Add(Answers.CriteriaCount, $"{deleted}"));
        return null;
    }

    private Refusal? Find(DtcpMessage message, out IReadOnlyList<uint> found)
    {
        found = [];
        var destination = message.Find(DtcpNames.CdestId);
        if (message.Find(DtcpNames.CriteriaId) is { } line)
        {
            return destination is not null
                ? Refusal.Of(DtcpStatus.BadRequest, destination, "stands beside Criteria-ID")
                : CriteriaLookup.Find(server.Criteria, line, out found);
        }
        if (destination is null)
            return Refusal.Lacks(DtcpStatus.BadRequest, DtcpNames.CriteriaId);
        if (CriteriaLookup.RefusalOf(server.Criteria, destination) is { } refusal)
            return refusal;
        found = server.Criteria.Find(destination.Value);
        return null;
    }
}
