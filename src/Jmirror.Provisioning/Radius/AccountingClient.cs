using Jmirror.Engine.Accounting;
using Jmirror.Engine.Subscribers;
using Jmirror.Protocol.Ip;
using Jmirror.Protocol.Radius;

namespace Jmirror.Provisioning.Radius;

/// <summary>What one Accounting-Request says.</summary>
/// <param name="Status">Start, Interim-Update or Stop.</param>
/// <param name="Identities">The session's identities.</param>
/// <param name="Addresses">Its addresses and prefixes.</param>
/// <param name="Time">When it was so, seconds since 1970-01-01 UTC.</param>
/// <param name="Duration">How long the session had lasted; not sent with Start.</param>
/// <param name="Traffic">What it had carried, likewise.</param>
/// <param name="TerminateCause">Why it ended; sent with Stop.</param>
/// <param name="Class">Class attributes of the Access-Accept, sent back unchanged (RFC 2865, section 5.25).</param>
internal sealed record AccountingReport(
    AcctStatusType Status,
    IReadOnlyList<SubscriberIdentity> Identities,
    IReadOnlyList<IpPrefix> Addresses,
    long Time,
    TimeSpan Duration,
    SessionTraffic Traffic,
    TerminateCause TerminateCause,
    IReadOnlyList<byte[]> Class
);

/// <summary>Sends Accounting-Requests.</summary>
internal sealed class AccountingClient(RadiusExchange exchange, SessionAttributes attributes)
{
    private const int GigawordShift = 32;

    /// <summary>Reports; false when no server answered.</summary>
    public async Task<bool> ReportAsync(AccountingReport report, CancellationToken cancellation)
    {
        var answer = await exchange
            .AskAsync(RadiusCode.AccountingRequest, Compose, cancellation)
            .ConfigureAwait(false);
        return answer is not null;

        int Compose(Span<byte> buffer, byte identifier, ReadOnlySpan<byte> authenticator, RadiusSecret secret)
        {
            var writer = new RadiusPacketWriter(buffer, RadiusCode.AccountingRequest, identifier);
            writer.AddNumber(RadiusAttributeType.AcctStatusType, (uint)report.Status);
            attributes.Write(ref writer, report.Identities);
            SessionAttributes.Write(ref writer, report.Addresses);
            foreach (var value in report.Class)
                writer.Add(RadiusAttributeType.Class, value);
            writer.AddNumber(RadiusAttributeType.EventTimestamp, (uint)report.Time);
            if (report.Status != AcctStatusType.Start)
                WriteUse(ref writer, report);
            if (report.Status == AcctStatusType.Stop)
                writer.AddNumber(RadiusAttributeType.AcctTerminateCause, (uint)report.TerminateCause);
            return writer.FinishRequest(secret);
        }
    }

    /// <summary>Counters of 32 bits, with the upper 32 bits of the bytes beside them (RFC 2869, section 5.1).</summary>
    private static void WriteUse(ref RadiusPacketWriter writer, AccountingReport report)
    {
        var traffic = report.Traffic;
        writer.AddNumber(RadiusAttributeType.AcctSessionTime, (uint)report.Duration.TotalSeconds);
        writer.AddNumber(RadiusAttributeType.AcctInputPackets, unchecked((uint)traffic.PacketsUp));
        writer.AddNumber(RadiusAttributeType.AcctInputOctets, unchecked((uint)traffic.BytesUp));
        writer.AddNumber(RadiusAttributeType.AcctInputGigawords, (uint)(traffic.BytesUp >> GigawordShift));
        writer.AddNumber(RadiusAttributeType.AcctOutputPackets, unchecked((uint)traffic.PacketsDown));
        writer.AddNumber(RadiusAttributeType.AcctOutputOctets, unchecked((uint)traffic.BytesDown));
        writer.AddNumber(RadiusAttributeType.AcctOutputGigawords, (uint)(traffic.BytesDown >> GigawordShift));
    }
}
