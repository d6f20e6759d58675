using Jmirror.Engine.Matching;
using Jmirror.Protocol.Dtcp;

namespace Jmirror.Provisioning.Dtcp;

/// <summary>ENABLE and DISABLE: a drop policy for the logins that come. Mirrors that run keep their state.</summary>
internal sealed class DropPolicyHandler(DtcpServer server)
{
    private readonly Answers _answers = new(server);

    /// <summary>Carries the request out; null, and the answer, when that was done.</summary>
    public Refusal? CarryOut(DtcpRequest request, out byte[] answer)
    {
        answer = [];
        var message = request.Message;
        if (message.Find(DtcpNames.CriteriaId) is not { } line)
            return Refusal.Lacks(DtcpStatus.BadRequest, DtcpNames.CriteriaId);
        if (CriteriaLookup.Find(server.Criteria, line, out var found) is { } unknown)
            return unknown;
        var named = message.Find(DtcpNames.DropPolicy) ?? message.Find(DtcpNames.ShortDropPolicy);
        if (named is null)
            return Refusal.Lacks(DtcpStatus.BadRequest, DtcpNames.DropPolicy);
        if (!server.DropPolicies.TryGetValue(named.Value, out var policy))
        {
            return Refusal.Of(DtcpStatus.ImproperFilterSpecification, named, "names no drop policy");
        }
        var changed = 0;
        foreach (var id in DtcpFlags.NameStatic(message) ? found : [])
        {
            if (
                request.Method == DtcpMethod.Disable
                && !IsNamed(server.Criteria.DropPolicyOf(id), named.Value)
            )
                continue;
            var refusal =
                request.Method == DtcpMethod.Enable
                    ? server.Criteria.ChangePolicy(id, named.Value, policy)
                    : server.Criteria.ChangePolicy(id, null, SecurePolicy.Default);
            if (refusal is not null)
                return refusal;
            changed++;
        }
        answer = _answers.End(Answers.Ok(request).Add(Answers.CriteriaCount, $"{changed}"));
        return null;
    }

    private static bool IsNamed(string? policy, string name) => name.Equals(policy, StringComparison.Ordinal);
}
