using System.Net.Sockets;
using Jmirror.Protocol.Radius;
using Jmirror.Provisioning.Configuration;

namespace Jmirror.Provisioning.Radius;

/// <summary>Fills bytes with chance that nobody can guess.</summary>
public delegate void RandomFill(Span<byte> bytes);

/// <summary>Composes a request for one server and returns its length.</summary>
/// <param name="buffer">Gets the packet.</param>
/// <param name="identifier">Its identifier.</param>
/// <param name="authenticator">16 random bytes: authenticator of an Access-Request.</param>
/// <param name="secret">The server's secret.</param>
internal delegate int RequestComposer(
    Span<byte> buffer,
    byte identifier,
    ReadOnlySpan<byte> authenticator,
    RadiusSecret secret
);

/// <summary>An answer, verified, with what it takes to decrypt it.</summary>
/// <param name="Packet">The packet.</param>
/// <param name="RequestAuthenticator">Authenticator of the request.</param>
/// <param name="Secret">The server's secret.</param>
/// <param name="Time">How long it took, from the first sending on.</param>
internal sealed record RadiusAnswer(
    byte[] Packet,
    byte[] RequestAuthenticator,
    RadiusSecret Secret,
    TimeSpan Time
)
{
    /// <summary>What it is.</summary>
    public RadiusCode Code => (RadiusCode)Packet[0];

    /// <summary>Its Class attributes.</summary>
    public IReadOnlyList<byte[]> Class
    {
        get
        {
            _ = RadiusPacketView.TryRead(Packet, out var view);
            var values = new List<byte[]>();
            foreach (var attribute in view.Attributes)
            {
                if (attribute.Type == RadiusAttributeType.Class)
                    values.Add(attribute.Value.ToArray());
            }
            return values;
        }
    }
}

/// <summary>
/// Asks RADIUS servers: sends a request again when no answer comes, and asks the next server when one stays silent.
/// Every request has a socket of its own, so that identifiers never run out; several may be under way.
/// </summary>
internal sealed class RadiusExchange : IDisposable
{
    private readonly RadiusServer[] _servers;
    private readonly TimeSpan _timeout;
    private readonly int _tries;
    private readonly TimeProvider _time;
    private readonly RandomFill _random;
    private readonly SemaphoreSlim _underWay;

    /// <summary>Prepares; reads the secrets.</summary>
    /// <param name="config">Servers, timeout and retries.</param>
    /// <param name="time">The clock.</param>
    /// <param name="random">For authenticators.</param>
    /// <param name="mostUnderWay">Sockets that are open at a time.</param>
    public RadiusExchange(RadiusConfig config, TimeProvider time, RandomFill random, int mostUnderWay)
    {
        _underWay = new SemaphoreSlim(mostUnderWay);
        _servers = [.. config.Servers.Select(server => new RadiusServer(server))];
        _timeout = config.Timeout;
        _tries = 1 + config.Retries;
        _time = time;
        _random = random;
    }

    public void Dispose() => _underWay.Dispose();

    /// <summary>Asks; null when no server answered.</summary>
    public async Task<RadiusAnswer?> AskAsync(
        RadiusCode code,
        RequestComposer compose,
        CancellationToken cancellation
    )
    {
        await _underWay.WaitAsync(cancellation).ConfigureAwait(false);
        var asked = _time.GetTimestamp();
        try
        {
            foreach (var server in _servers)
            {
                if (await AskAsync(server, code, compose, cancellation).ConfigureAwait(false) is { } answer)
                    return answer with { Time = _time.GetElapsedTime(asked) };
            }
            return null;
        }
        finally
        {
            _underWay.Release();
        }
    }

    private async Task<RadiusAnswer?> AskAsync(
        RadiusServer server,
        RadiusCode code,
        RequestComposer compose,
        CancellationToken cancellation
    )
    {
        var request = Compose(server, compose, out var authenticator);
        var endpoint = server.EndpointFor(code);
        using var socket = new Socket(endpoint.AddressFamily, SocketType.Dgram, ProtocolType.Udp);
        try
        {
            await socket.ConnectAsync(endpoint, cancellation).ConfigureAwait(false);
        }
        catch (SocketException)
        {
            // No route to this server.
            return null;
        }
        for (var tries = 0; tries < _tries; tries++)
        {
            using var limit = new CancellationTokenSource(_timeout, _time);
            using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellation);
            try
            {
                await socket.SendAsync(request, either.Token).ConfigureAwait(false);
                var packet = await ReceiveAsync(socket, request, authenticator, server.Secret, either.Token)
                    .ConfigureAwait(false);
                return new RadiusAnswer(packet, authenticator, server.Secret, TimeSpan.Zero);
            }
            catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
            {
                // Too late: the request goes out again, unchanged, so that the server knows it again (RFC 5080).
            }
            catch (SocketException)
            {
                // Nobody listens there now; the next try may find somebody.
            }
        }
        return null;
    }

    /// <summary>Waits for the answer; what is not its answer, or not genuine, is passed over (RFC 2865, section 3).</summary>
    private static async Task<byte[]> ReceiveAsync(
        Socket socket,
        byte[] request,
        byte[] authenticator,
        RadiusSecret secret,
        CancellationToken cancellation
    )
    {
        var buffer = new byte[RadiusPacketView.MaxLength];
        while (true)
        {
            var length = await socket.ReceiveAsync(buffer, cancellation).ConfigureAwait(false);
            if (IsAnswer(buffer.AsSpan(0, length), request, authenticator, secret))
                return buffer[..length];
        }
    }

    private static bool IsAnswer(
        ReadOnlySpan<byte> datagram,
        ReadOnlySpan<byte> request,
        ReadOnlySpan<byte> authenticator,
        RadiusSecret secret
    ) =>
        RadiusPacketView.TryRead(datagram, out var packet) == RadiusFault.None
        && packet.Identifier == request[1]
        && Answers(packet.Code, (RadiusCode)request[0])
        && RadiusAuthenticator.IsRightAnswer(packet, authenticator, secret)
        && RadiusAuthenticator.CheckMessage(packet, authenticator, secret) != MessageAuthenticity.Wrong;

    private static bool Answers(RadiusCode answer, RadiusCode request) =>
        request == RadiusCode.AccessRequest
            ? answer is RadiusCode.AccessAccept or RadiusCode.AccessReject or RadiusCode.AccessChallenge
            : answer == RadiusCode.AccountingResponse;

    private byte[] Compose(RadiusServer server, RequestComposer compose, out byte[] authenticator)
    {
        Span<byte> random = stackalloc byte[1 + RadiusPacketView.AuthenticatorLength];
        _random(random);
        var buffer = new byte[RadiusPacketView.MaxLength];
        var request = buffer[..compose(buffer, random[0], random[1..], server.Secret)];
        _ = RadiusPacketView.TryRead(request, out var view);
        authenticator = view.Authenticator.ToArray();
        return request;
    }
}
