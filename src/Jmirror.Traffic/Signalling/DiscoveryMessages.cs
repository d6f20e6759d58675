using System.Text;
using Jmirror.Protocol.Link;
using Jmirror.Traffic.Framing;
using Jmirror.Traffic.Population;
using Jmirror.Traffic.Sessions;
using Message = Jmirror.Traffic.Signalling.SignallingMessage;

namespace Jmirror.Traffic.Signalling;

/// <summary>PPPoE discovery between a client and the router.</summary>
/// <remarks>
/// The access node in between adds the vendor tag of the DSL Forum (TR-101, appendix A), which names the line, to what
/// the client sends. Client and router agree on packets of 1500 bytes (RFC 4638). Format: RFC 2516, section 5.
/// </remarks>
internal sealed class DiscoveryMessages(
    SubscriberPopulation population,
    SignallingOptions options,
    SessionNumbers numbers
)
{
    /// <summary>Longest packet that client and router send each other through PPPoE, bytes.</summary>
    public const ushort MaxPayload = 1500;

    private const byte VersionAndType = 0x11;
    private const ushort ServiceName = 0x0101;
    private const ushort AcName = 0x0102;
    private const ushort MaxPayloadTag = 0x0120;
    private const uint DslForum = 3561;
    private const byte CircuitId = 1;
    private const byte RemoteId = 2;

    private readonly byte[] _routerName = Encoding.UTF8.GetBytes(options.RouterName);

    /// <summary>Writes what follows the EtherType and returns its length.</summary>
    public int Write(
        Message message,
        in SyntheticSubscriber who,
        in SubscriberSession session,
        Span<byte> packet
    )
    {
        var code = CodeOf(message);
        var hasSession = code is PppoeCode.SessionConfirmation or PppoeCode.Termination;
        var writer = new WireWriter(packet);
        writer.Byte(VersionAndType);
        writer.Byte((byte)code);
        writer.UInt16(hasSession ? session.LinkSession : 0);
        var tags = writer.BeginUInt16Length();
        if (code != PppoeCode.Termination)
            WriteTags(code, who, session, ref writer);
        writer.EndUInt16Length(tags);
        return writer.Length;
    }

    private void WriteTags(
        PppoeCode code,
        in SyntheticSubscriber who,
        in SubscriberSession session,
        ref WireWriter writer
    )
    {
        // Any service.
        writer.UInt16(ServiceName);
        writer.UInt16(0);

        writer.UInt16((ushort)PppoeTagType.HostUniq);
        writer.UInt16(sizeof(ulong));
        writer.UInt64(numbers.Of(session, NumberUse.HostUniq));

        writer.UInt16(MaxPayloadTag);
        writer.UInt16(sizeof(ushort));
        writer.UInt16(MaxPayload);

        if (code is PppoeCode.Offer)
        {
            writer.UInt16(AcName);
            writer.UInt16(_routerName.Length);
            writer.Bytes(_routerName);
        }
        if (code is PppoeCode.Offer or PppoeCode.Request)
        {
            writer.UInt16((ushort)PppoeTagType.AcCookie);
            writer.UInt16(sizeof(ulong));
            writer.UInt64(numbers.Of(session, NumberUse.AcCookie));
        }
        if (code is PppoeCode.Initiation or PppoeCode.Request)
            WriteLine(who, ref writer);
    }

    private void WriteLine(in SyntheticSubscriber who, ref WireWriter writer)
    {
        writer.UInt16((ushort)PppoeTagType.VendorSpecific);
        var tag = writer.BeginUInt16Length();
        writer.UInt32(DslForum);
        writer.Byte(CircuitId);
        var id = writer.BeginByteLength();
        writer.Skip(population.WriteCircuitId(who.Number, writer.Room));
        writer.EndByteLength(id);
        writer.Byte(RemoteId);
        id = writer.BeginByteLength();
        writer.Skip(population.WriteRemoteId(who.Number, writer.Room));
        writer.EndByteLength(id);
        writer.EndUInt16Length(tag);
    }

    private static PppoeCode CodeOf(Message message) =>
        message switch
        {
            Message.PadInitiation => PppoeCode.Initiation,
            Message.PadOffer => PppoeCode.Offer,
            Message.PadRequest => PppoeCode.Request,
            Message.PadConfirmation => PppoeCode.SessionConfirmation,
            _ => PppoeCode.Termination,
        };
}
