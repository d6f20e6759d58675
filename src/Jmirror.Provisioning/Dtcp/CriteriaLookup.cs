using Jmirror.Protocol.Dtcp;

namespace Jmirror.Provisioning.Dtcp;

/// <summary>Finds the triggers that a request names.</summary>
internal static class CriteriaLookup
{
    /// <summary>The triggers of a Criteria-ID; null when it is good.</summary>
    public static Refusal? Find(CriteriaStore criteria, DtcpLine line, out IReadOnlyList<uint> found)
    {
        found = [];
        if (!CriteriaIdList.TryParse(line.Value, out var list))
            return Refusal.Of(DtcpStatus.BadRequest, line, "is no list of numbers and ranges");
        if (criteria.Find(list!) is not { } numbers)
            return Refusal.Of(DtcpStatus.UnknownCriteriaId, line, "names no trigger");
        found = numbers;
        return null;
    }

    /// <summary>Null for the Cdest-ID of a mediation device that an ADD has named.</summary>
    public static Refusal? RefusalOf(CriteriaStore criteria, DtcpLine destination)
    {
        // Several are refused since Junos 12.3.
        if (destination.Value.Length == 0 || destination.Value.Contains(',', StringComparison.Ordinal))
            return Refusal.Of(DtcpStatus.BadRequest, destination, "does not name one mediation device");
        return criteria.KnowsDestination(destination.Value)
            ? null
            : Refusal.Of(DtcpStatus.UnknownContentDestination, destination, "was named by no ADD");
    }
}
