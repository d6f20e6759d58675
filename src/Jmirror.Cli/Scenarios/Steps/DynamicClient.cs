using System.Net;
using System.Net.Sockets;
using Jmirror.Protocol.Radius;

namespace Jmirror.Cli.Scenarios.Steps;

/// <summary>Sends dynamic requests from one UDP port, one after the other.</summary>
internal sealed class DynamicClient : IDisposable
{
    private const int AuthenticatorOffset = 4; // RFC 2865, section 3
    private const int IdentifierOffset = 1;

    private readonly Socket _socket;
    private readonly IPEndPoint _router;
    private readonly TimeProvider _time;

    public DynamicClient(IPEndPoint router, TimeProvider time)
    {
        (_router, _time) = (router, time);
        _socket = new Socket(router.AddressFamily, SocketType.Dgram, ProtocolType.Udp);
    }

    public void Dispose() => _socket.Dispose();

    /// <summary>Sends a request once, and waits for its answer.</summary>
    public async Task<DynamicAnswer> AskAsync(
        byte[] request,
        RadiusSecret secret,
        TimeSpan timeout,
        CancellationToken cancellation
    )
    {
        using var limit = new CancellationTokenSource(timeout, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellation);
        var atTimeout = DynamicAnswer.Silence;
        try
        {
            if (!_socket.Connected)
                await _socket.ConnectAsync(_router, either.Token).ConfigureAwait(false);
            var buffer = new byte[RadiusPacketView.MaxLength];
            // What comes late belongs to an earlier request.
            while (_socket.Available > 0)
                await _socket.ReceiveAsync(buffer, either.Token).ConfigureAwait(false);
            await _socket.SendAsync(request, either.Token).ConfigureAwait(false);
            while (true)
            {
                var length = await _socket.ReceiveAsync(buffer, either.Token).ConfigureAwait(false);
                if (Read(buffer.AsSpan(0, length), request, secret) is not { } answer)
                    continue;
                if (answer.Reply != DynamicReply.Forged)
                    return answer;
                // A genuine one may still come.
                atTimeout = answer;
            }
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return atTimeout;
        }
        catch (SocketException)
        {
            return DynamicAnswer.Unreachable;
        }
    }

    /// <summary>The answer that a datagram is; null when it answers another request, or none.</summary>
    private static DynamicAnswer? Read(ReadOnlySpan<byte> datagram, byte[] request, RadiusSecret secret)
    {
        if (
            RadiusPacketView.TryRead(datagram, out var packet) != RadiusFault.None
            || packet.Identifier != request[IdentifierOffset]
        )
            return null;
        var isAnswer =
            (RadiusCode)request[0] == RadiusCode.CoaRequest
                ? packet.Code is RadiusCode.CoaAck or RadiusCode.CoaNak
                : packet.Code is RadiusCode.DisconnectAck or RadiusCode.DisconnectNak;
        if (!isAnswer)
            return null;
        var authenticator = request.AsSpan(AuthenticatorOffset, RadiusPacketView.AuthenticatorLength);
        var isGenuine =
            RadiusAuthenticator.IsRightAnswer(packet, authenticator, secret)
            && RadiusAuthenticator.CheckMessage(packet, authenticator, secret) != MessageAuthenticity.Wrong;
        return isGenuine ? DynamicAnswer.Of(packet) : DynamicAnswer.Forged;
    }
}
