using System.Net;
using System.Net.Sockets;
using Jmirror.Protocol.Radius;

namespace Jmirror.Cli.Tests.Scenarios.Steps;

/// <summary>A dynamic-request server on loopback that answers everything as a test wants it, however wrong that is.</summary>
internal sealed class FakeRouter : IDisposable
{
    private readonly Socket _socket = new(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
    private readonly Task _serving;
    private uint _answers;

    public FakeRouter(string secret, RadiusCode answer, bool isVaried = false)
    {
        _socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        _serving = ServeAsync(new RadiusSecret(secret), answer, isVaried);
    }

    public IPEndPoint Endpoint => (IPEndPoint)_socket.LocalEndPoint!;

    public void Dispose()
    {
        _socket.Dispose();
        _serving.Wait();
    }

    private async Task ServeAsync(RadiusSecret secret, RadiusCode code, bool isVaried)
    {
        var buffer = new byte[RadiusPacketView.MaxLength];
        try
        {
            while (true)
            {
                var got = await _socket.ReceiveFromAsync(buffer, Endpoint);
                var answer = Answer(buffer.AsSpan(0, got.ReceivedBytes), secret, code, isVaried);
                await _socket.SendToAsync(answer, got.RemoteEndPoint);
            }
        }
        catch (Exception end) when (end is SocketException or ObjectDisposedException)
        {
            // The test has ended.
        }
    }

    private byte[] Answer(ReadOnlySpan<byte> datagram, RadiusSecret secret, RadiusCode code, bool isVaried)
    {
        Assert.Equal(RadiusFault.None, RadiusPacketView.TryRead(datagram, out var request));
        var buffer = new byte[RadiusPacketView.MaxLength];
        var writer = new RadiusPacketWriter(buffer, code, request.Identifier);
        if (isVaried)
            writer.AddNumber(RadiusAttributeType.SessionTimeout, ++_answers);
        return buffer[..writer.FinishAnswer(request.Authenticator, secret)];
    }
}
