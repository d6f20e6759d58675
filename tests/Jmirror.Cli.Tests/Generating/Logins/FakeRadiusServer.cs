using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Jmirror.Protocol.Ip;
using Jmirror.Protocol.Radius;
using Jmirror.Provisioning.Configuration;

namespace Jmirror.Cli.Tests.Generating.Logins;

/// <summary>An accounting report as a server got it.</summary>
internal sealed record Report(
    AcctStatusType Status,
    string Username,
    string SessionId,
    uint Cause,
    uint OctetsUp,
    uint OctetsDown
);

/// <summary>
/// A RADIUS server on loopback, with accounting on the next port. User names that contain <c>no</c> are rejected, and
/// those that contain <c>mute</c> get no answer.
/// </summary>
internal sealed class FakeRadiusServer : IDisposable
{
    public const string Secret = "testing123";

    private static readonly RadiusSecret Shared = new(Secret);

    private readonly Socket _access;
    private readonly Socket _accounting;
    private readonly Action<Action<RadiusAttributeType, uint>>? _grants;

    /// <param name="grants">Adds numbers to each Access-Accept.</param>
    public FakeRadiusServer(Action<Action<RadiusAttributeType, uint>>? grants = null)
    {
        _grants = grants;
        (_access, _accounting) = BindTwo();
        _ = ServeAsync(_access);
        _ = ServeAsync(_accounting);
    }

    /// <summary>UDP port for authentication.</summary>
    public ushort Port => (ushort)((IPEndPoint)_access.LocalEndPoint!).Port;

    /// <summary>What clients need to ask it.</summary>
    public RadiusConfig Config =>
        new()
        {
            Servers =
            [
                new RadiusServerConfig
                {
                    Address = IpPrefix.FromIpv4(0x7f000001),
                    Port = Port,
                    AccountingPort = (ushort)(Port + 1),
                    Secret = new SecretConfig(Shared, null),
                },
            ],
            Timeout = TimeSpan.FromMilliseconds(100),
            Retries = 0,
        };

    /// <summary>All reports, in the order in which they came.</summary>
    public ConcurrentQueue<Report> Reports { get; } = new();

    public void Dispose()
    {
        _access.Dispose();
        _accounting.Dispose();
    }

    private static (Socket Access, Socket Accounting) BindTwo()
    {
        while (true)
        {
            var access = Bind(0);
            var port = ((IPEndPoint)access.LocalEndPoint!).Port;
            try
            {
                return (access, Bind(port + 1));
            }
            catch (Exception e) when (e is SocketException or ArgumentOutOfRangeException)
            {
                access.Dispose();
            }
        }
    }

    private static Socket Bind(int port)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, port));
        return socket;
    }

    private async Task ServeAsync(Socket socket)
    {
        var request = new byte[RadiusPacketView.MaxLength];
        try
        {
            while (true)
            {
                var got = await socket.ReceiveFromAsync(request, new IPEndPoint(IPAddress.Any, 0));
                if (Answer(request.AsSpan(0, got.ReceivedBytes)) is { } answer)
                    await socket.SendToAsync(answer, got.RemoteEndPoint);
            }
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // The test is over.
        }
    }

    private byte[]? Answer(ReadOnlySpan<byte> datagram)
    {
        Assert.Equal(RadiusFault.None, RadiusPacketView.TryRead(datagram, out var request));
        var username = TextOf(request, RadiusAttributeType.UserName);
        if (username.Contains("mute", StringComparison.Ordinal))
            return null;
        var isLogin = request.Code == RadiusCode.AccessRequest;
        if (!isLogin)
            Reports.Enqueue(Read(request, username));
        var code =
            !isLogin ? RadiusCode.AccountingResponse
            : username.Contains("no", StringComparison.Ordinal) ? RadiusCode.AccessReject
            : RadiusCode.AccessAccept;
        var buffer = new byte[RadiusPacketView.MaxLength];
        var writer = new RadiusPacketWriter(buffer, code, request.Identifier);
        if (code == RadiusCode.AccessAccept)
        {
            var granted = new List<(RadiusAttributeType Type, uint Value)>();
            _grants?.Invoke((type, value) => granted.Add((type, value)));
            foreach (var (type, value) in granted)
                writer.AddNumber(type, value);
        }
        return buffer[..writer.FinishAnswer(request.Authenticator, Shared)];
    }

    private static Report Read(RadiusPacketView request, string username) =>
        new(
            (AcctStatusType)NumberOf(request, RadiusAttributeType.AcctStatusType),
            username,
            TextOf(request, RadiusAttributeType.AcctSessionId),
            NumberOf(request, RadiusAttributeType.AcctTerminateCause),
            NumberOf(request, RadiusAttributeType.AcctInputOctets),
            NumberOf(request, RadiusAttributeType.AcctOutputOctets)
        );

    private static string TextOf(RadiusPacketView packet, RadiusAttributeType type) =>
        packet.TryFind(type, out var attribute) ? Encoding.UTF8.GetString(attribute.Value) : "";

    private static uint NumberOf(RadiusPacketView packet, RadiusAttributeType type) =>
        packet.TryFind(type, out var attribute) && RadiusValues.TryReadNumber(attribute.Value, out var number)
            ? number
            : 0;
}
