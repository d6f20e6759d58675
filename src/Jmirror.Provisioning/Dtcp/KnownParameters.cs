using Jmirror.Protocol.Dtcp;

namespace Jmirror.Provisioning.Dtcp;

/// <summary>
/// Which parameters each request may have. "If any unsupported parameters are received for a particular DTCP version,
/// the request is rejected" (Junos release notes, errata to Flow-Tap Filter Operation).
/// </summary>
internal static class KnownParameters
{
    private const uint LargestPort = ushort.MaxValue;
    private const uint LargestProtocol = byte.MaxValue;

    private static readonly string[] Everywhere = [DtcpNames.CsourceId, DtcpNames.Seq, DtcpNames.Flags];

    private static readonly string[] OfAdd =
    [
        DtcpNames.CdestId,
        DtcpNames.Priority,
        DtcpNames.DestinationAddress,
        DtcpNames.DestinationPort,
        DtcpNames.OldDestinationPort,
        DtcpNames.SourceAddress,
        DtcpNames.SourcePort,
        DtcpNames.TimeToLive,
        DtcpNames.IpVersion,
        DtcpNames.InterceptId,
        DtcpNames.DropPolicy,
        .. TriggerReader.Names,
    ];

    private static readonly string[] OfDelete = [DtcpNames.CriteriaId, DtcpNames.CdestId];

    private static readonly string[] OfList = [DtcpNames.CdestId];

    private static readonly string[] OfDropPolicy =
    [
        DtcpNames.CriteriaId,
        DtcpNames.DropPolicy,
        DtcpNames.ShortDropPolicy,
    ];

    // Parameters of the older, filter-based service, and those that only the draft has.
    private static readonly (string Name, Func<string, bool> IsGood)[] OfFlowTap =
    [
        ("Source-Address", FilterValue.IsAddresses),
        ("Dest-Address", FilterValue.IsAddresses),
        ("Source-Port", static text => FilterValue.IsNumbers(text, LargestPort)),
        ("Dest-Port", static text => FilterValue.IsNumbers(text, LargestPort)),
        ("Protocol", static text => FilterValue.IsNumbers(text, LargestProtocol)),
        ("X-JTap-Input-Interface", static _ => true),
        ("X-JTap-Output-Interface", static _ => true),
        ("X-JTap-VRF-Name", static _ => true),
        ("X-JTap-Filter-Family", static _ => true),
        ("Timeout-Idle", static _ => true),
        ("Timeout-Total", static _ => true),
        ("Timeout-Packets", static _ => true),
        ("Timeout-Bytes", static _ => true),
        ("Action", static _ => true),
    ];

    /// <summary>The first parameter that the request may not have; null when there is none.</summary>
    public static Refusal? RefusalOf(DtcpRequest request, bool refuseUnknown)
    {
        string[]? own = request.Method switch
        {
            DtcpMethod.Add => OfAdd,
            DtcpMethod.Delete => OfDelete,
            DtcpMethod.List => OfList,
            DtcpMethod.Enable or DtcpMethod.Disable => OfDropPolicy,
            _ => null,
        };
        if (own is null)
            return null;
        foreach (var line in request.Message.Lines)
        {
            if (Array.Exists(Everywhere, line.Is) || Array.Exists(own, line.Is))
                continue;
            if (OfOtherService(line) is { } refusal)
                return refusal;
            if (refuseUnknown)
                return Refusal.Of(DtcpStatus.BadRequest, line, "is not known here");
        }
        return null;
    }

    private static Refusal? OfOtherService(DtcpLine line)
    {
        var known = Array.Find(OfFlowTap, one => line.Is(one.Name));
        if (known.Name is null)
            return null;
        return known.IsGood(line.Value)
            ? Refusal.Of(DtcpStatus.NotImplemented, line, "does not select subscribers")
            : Refusal.Of(DtcpStatus.ImproperFilterSpecification, line, "is no filter");
    }
}
