using System.Buffers.Binary;
using Jmirror.Engine.Learning;
using Jmirror.Protocol.Radius;

namespace Jmirror.Provisioning.Radius;

/// <summary>
/// Remembers answers, so that a retransmitted request gets the same answer and is not carried out twice: same source
/// address, source port, identifier and authenticator (RFC 5080, section 2.2.2).
/// </summary>
internal sealed class DuplicateCache
{
    /// <summary>Answers that are remembered.</summary>
    public const int Capacity = 65536;

    /// <summary>How long an answer is remembered, nanoseconds: longer than clients go on retransmitting.</summary>
    public const long Lifetime = 60_000_000_000;

    private readonly RecentTable<Sender, Answered> _answers = new(Capacity, Lifetime);

    /// <summary>The answer that a request got before; null when it is new.</summary>
    public byte[]? Find(UInt128 source, ushort port, RadiusPacketView request, long now) =>
        _answers.TryGet(new Sender(source, port, request.Identifier), now, out var answered)
        && answered.Authenticator == AuthenticatorOf(request)
            ? answered.Answer
            : null;

    /// <summary>Remembers the answer to a request.</summary>
    public void Keep(
        UInt128 source,
        ushort port,
        RadiusPacketView request,
        ReadOnlySpan<byte> answer,
        long now
    ) =>
        _answers.Set(
            new Sender(source, port, request.Identifier),
            new Answered(AuthenticatorOf(request), answer.ToArray()),
            now
        );

    private static UInt128 AuthenticatorOf(RadiusPacketView request) =>
        BinaryPrimitives.ReadUInt128BigEndian(request.Authenticator);

    private readonly record struct Sender(UInt128 Address, ushort Port, byte Identifier);

    private readonly record struct Answered(UInt128 Authenticator, byte[] Answer);
}
