using Jmirror.Engine.Registry;
using Jmirror.Protocol.Dtcp;

namespace Jmirror.Provisioning.Dtcp;

/// <summary>
/// LIST: all triggers, not the sessions that live under them. The order within an entry is that of Juniper's sample;
/// from the statistics on, where the sample is cut off, it is ours.
/// </summary>
internal sealed class ListHandler(DtcpServer server)
{
    private readonly Answers _answers = new(server);

    /// <summary>Carries the request out; null, and the answer, when that was done.</summary>
    public Refusal? CarryOut(DtcpRequest request, out byte[] answer)
    {
        answer = [];
        var destination = request.Message.Find(DtcpNames.CdestId);
        if (destination is not null && CriteriaLookup.RefusalOf(server.Criteria, destination) is { } refusal)
            return refusal;
        var listed = server.Criteria.List(destination?.Value);
        var list = _answers.AddTime(Answers.Ok(request));
        for (var i = 0; i < listed.Count; i++)
        {
            Write(list, listed[i].Criterion, listed[i].State);
            list.Add("CRITERIA-NUM", $"{i + 1}").Add(Answers.CriteriaCount, $"{listed.Count}");
        }
        answer = _answers.Sign(list);
        return null;
    }

    private static void Write(DtcpWriter list, Criterion criterion, RequestState state)
    {
        var order = criterion.Order;
        var outer = order.Request.Target.Outer;
        list.Add(Answers.CriteriaId, $"{criterion.Id}")
            .Repeat(order.ControlSource)
            .Repeat(order.ContentDestination)
            .Add("CSOURCE-ADDRESS", order.ClientAddress)
            .Add("FLAGS", "Static")
            .Add("X-JTAP-CDEST-DEST-ADDRESS", $"{outer.Destination}")
            .Add("X-JTAP-CDEST-DEST-PORT", $"{outer.DestinationPort}")
            .Add("X-JTAP-CDEST-SOURCE-ADDRESS", $"{outer.Source}")
            .Add("X-JTAP-CDEST-SOURCE-PORT", $"{outer.SourcePort}")
            .Add("X-JTAP-CDEST-TTL", $"{outer.TimeToLive}");
        foreach (var trigger in order.Triggers)
            list.Repeat(trigger);
        list.Repeat(order.InterceptId);
        if (order.DropPolicy is { } policy)
            list.Add("X-DROP-POLICY", DtcpText.Encode(policy));
        list.Add("AVERAGE-BANDWIDTH", "0")
            .Add("MATCHING-PACKETS", $"{state.Mirrors.Sum(one => one.Mirror.Packets)}")
            .Add("MATCHING-BYTES", $"{state.Mirrors.Sum(one => one.Mirror.Bytes)}")
            .Add("NUM-REFRESH", "0")
            .Add("LAST-REFRESH", DtcpTime.Format(order.Time));
    }
}
