using Jmirror.Protocol.Radius;
using Jmirror.Provisioning.Scenarios.Steps;

namespace Jmirror.Cli.Scenarios.Steps;

/// <summary>What a dynamic request came to.</summary>
internal enum DynamicReply
{
    /// <summary>CoA-ACK or Disconnect-ACK.</summary>
    Ack,

    /// <summary>CoA-NAK or Disconnect-NAK.</summary>
    Nak,

    /// <summary>Nothing in time.</summary>
    Silence,

    /// <summary>ICMP: nobody listens, or no route. That is not the silence of a router that drops a request.</summary>
    Unreachable,

    /// <summary>An answer whose authenticator is wrong.</summary>
    Forged,
}

/// <summary>What a dynamic request came to, and the answer's bytes.</summary>
/// <param name="Reply">Which kind of answer.</param>
/// <param name="ErrorCause">Error-Cause; 0: none.</param>
/// <param name="Bytes">The packet; empty without one.</param>
internal sealed record DynamicAnswer(DynamicReply Reply, uint ErrorCause, byte[] Bytes)
{
    public static readonly DynamicAnswer Silence = new(DynamicReply.Silence, 0, []);
    public static readonly DynamicAnswer Unreachable = new(DynamicReply.Unreachable, 0, []);
    public static readonly DynamicAnswer Forged = new(DynamicReply.Forged, 0, []);

    /// <summary>The answer that a genuine packet is.</summary>
    public static DynamicAnswer Of(RadiusPacketView packet)
    {
        var isAck = packet.Code is RadiusCode.CoaAck or RadiusCode.DisconnectAck;
        var cause = 0u;
        if (packet.TryFind(RadiusAttributeType.ErrorCause, out var attribute))
            _ = RadiusValues.TryReadNumber(attribute.Value, out cause);
        return new DynamicAnswer(isAck ? DynamicReply.Ack : DynamicReply.Nak, cause, packet.Bytes.ToArray());
    }

    /// <summary>True when this is what was expected.</summary>
    public bool Meets(DynamicExpectation expect, uint? errorCause) =>
        expect switch
        {
            DynamicExpectation.Ack => Reply == DynamicReply.Ack,
            DynamicExpectation.Nak => Reply == DynamicReply.Nak
                && (errorCause is null || errorCause == ErrorCause),
            _ => Reply == DynamicReply.Silence,
        };

    /// <summary>The answer in words.</summary>
    public override string ToString() =>
        Reply switch
        {
            DynamicReply.Ack => "ACK",
            DynamicReply.Nak => ErrorCause == 0 ? "NAK without Error-Cause" : $"NAK {ErrorCause}",
            DynamicReply.Silence => "no answer",
            DynamicReply.Unreachable => "nobody listens there",
            _ => "answer with a wrong authenticator",
        };

    /// <summary>An expectation in words.</summary>
    public static string Describe(DynamicExpectation expect, uint? errorCause) =>
        expect switch
        {
            DynamicExpectation.Ack => "ACK",
            DynamicExpectation.Nak => errorCause is null ? "NAK" : $"NAK {errorCause}",
            _ => "no answer",
        };
}
