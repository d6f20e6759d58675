using Jmirror.Engine.Measuring;
using Jmirror.Engine.Registry;
using Jmirror.Protocol.Ip;
using Jmirror.Protocol.Radius;
using Jmirror.Provisioning.Configuration;

namespace Jmirror.Provisioning.Radius;

/// <summary>
/// Answers dynamic requests, datagram by datagram: checks where they come from, knows retransmissions again, and
/// counts every one. Any number of threads may call; requests are carried out one after the other.
/// </summary>
/// <param name="config">Who may send requests, and what they must show. Secrets are read here, once.</param>
/// <param name="series">Whose rules apply.</param>
/// <param name="control">Carries the requests out.</param>
/// <param name="mirrors">The mirrors that RADIUS asked for.</param>
/// <param name="time">The clock.</param>
public sealed class DynamicRequests(
    DynamicRequestsConfig config,
    RouterSeries series,
    IControlPlane control,
    RadiusMirrors mirrors,
    TimeProvider time
)
{
    private const long NanosecondsPerSecond = 1_000_000_000;

    private readonly Lock _gate = new();
    private readonly RadiusClients _clients = new(config.Clients);
    private readonly DuplicateCache _duplicates = new();
    private readonly DynamicRequestHandler _handler = new(
        control,
        mirrors,
        series,
        config.AllowClearAttributes,
        time
    );

    /// <summary>What became of the datagrams.</summary>
    public DynamicRequestCounters Counters { get; } = new();

    /// <summary>Answers one datagram.</summary>
    /// <param name="datagram">UDP payload.</param>
    /// <param name="source">Its sender, in the number space of <see cref="IpPrefix"/>.</param>
    /// <param name="port">The sender's UDP port.</param>
    /// <param name="answer">Gets the answer: up to <see cref="RadiusPacketView.MaxLength"/> bytes.</param>
    /// <returns>Length of the answer; 0: there is none.</returns>
    public int Answer(ReadOnlySpan<byte> datagram, UInt128 source, ushort port, Span<byte> answer)
    {
        if (_clients.Find(source) is not { } client)
            return Drop(DynamicRequestOutcome.UnknownClient);
        if (RadiusPacketView.TryRead(datagram, out var request) != RadiusFault.None)
            return Drop(DynamicRequestOutcome.Malformed);
        if (request.Code is not (RadiusCode.CoaRequest or RadiusCode.DisconnectRequest))
            return Drop(DynamicRequestOutcome.UnexpectedCode);
        if (!RadiusAuthenticator.IsRightRequest(request, client.Secret))
            return Refuse(DynamicRequestOutcome.BadAuthenticator, client, source);
        var authenticity = RadiusAuthenticator.CheckMessage(
            request,
            SaltCipher.NoAuthenticator,
            client.Secret
        );
        if (authenticity == MessageAuthenticity.Wrong)
            return Refuse(DynamicRequestOutcome.BadMessageAuthenticator, client, source);
        if (authenticity == MessageAuthenticity.Absent && config.RequireMessageAuthenticator)
            return Refuse(DynamicRequestOutcome.NoMessageAuthenticator, client, source);
        lock (_gate)
        {
            var now = UnixTime.Now(time);
            if (_duplicates.Find(source, port, request, now) is { } again)
            {
                again.CopyTo(answer);
                Counters.Add(DynamicRequestOutcome.Duplicate);
                return again.Length;
            }
            if (IsStale(request, now))
                return Refuse(DynamicRequestOutcome.Stale, client, source);
            var length = CarryOut(request, client.Secret, authenticity, answer);
            _duplicates.Keep(source, port, request, answer[..length], now);
            return length;
        }
    }

    private int CarryOut(
        RadiusPacketView request,
        RadiusSecret secret,
        MessageAuthenticity authenticity,
        Span<byte> answer
    )
    {
        var isCoa = request.Code == RadiusCode.CoaRequest;
        var refusal = _handler.CarryOut(request, secret);
        var (code, outcome) = (isCoa, refusal is null) switch
        {
            (true, true) => (RadiusCode.CoaAck, DynamicRequestOutcome.CoaAck),
            (true, false) => (RadiusCode.CoaNak, DynamicRequestOutcome.CoaNak),
            (false, true) => (RadiusCode.DisconnectAck, DynamicRequestOutcome.DisconnectAck),
            (false, false) => (RadiusCode.DisconnectNak, DynamicRequestOutcome.DisconnectNak),
        };
        Counters.Add(outcome);
        var writer = new RadiusPacketWriter(answer, code, request.Identifier);
        // RFC 5176, section 3.4: whoever protects the request wants the answer protected.
        if (authenticity == MessageAuthenticity.Right)
            writer.AddMessageAuthenticator();
        if (refusal is { Cause: not RadiusErrorCause.None and var cause })
            writer.AddNumber(RadiusAttributeType.ErrorCause, (uint)cause);
        // RFC 5176, section 3: all of them, unchanged and in order. They fit, because they came in one packet with more.
        foreach (var attribute in request.Attributes)
        {
            if (attribute.Type == RadiusAttributeType.ProxyState)
                writer.Add(attribute.Type, attribute.Value);
        }
        return writer.FinishAnswer(request.Authenticator, secret);
    }

    /// <summary>RFC 5176, section 6.3: a request from another time may be a recorded one.</summary>
    private bool IsStale(RadiusPacketView request, long now)
    {
        if (config.EventTimestampWindow is not { } window)
            return false;
        return !request.TryFind(RadiusAttributeType.EventTimestamp, out var attribute)
            || !RadiusValues.TryReadNumber(attribute.Value, out var seconds)
            || Math.Abs((now / NanosecondsPerSecond) - seconds) > (long)window.TotalSeconds;
    }

    private int Drop(DynamicRequestOutcome outcome)
    {
        Counters.Add(outcome);
        return 0;
    }

    /// <summary>
    /// Drops what claims to come from a client and does not show it. The secure log says so, at most once in a second
    /// for each client: a flood must not wash it away.
    /// </summary>
    private int Refuse(DynamicRequestOutcome outcome, RadiusClient client, UInt128 source)
    {
        var now = UnixTime.Now(time);
        bool isLogged;
        lock (_gate)
        {
            isLogged = now - client.LastLogged >= NanosecondsPerSecond;
            if (isLogged)
                client.LastLogged = now;
        }
        if (isLogged)
        {
            control.Log(
                new MirrorEvent(
                    now,
                    MirrorEventKind.Failure,
                    MirrorOrigin.RadiusCoa,
                    null,
                    null,
                    $"dynamic request from {IpPrefix.FormatAddress(source)}",
                    $"dropped: {DynamicRequestCounters.NameOf(outcome)}"
                )
            );
        }
        return Drop(outcome);
    }
}
