using System.Net;
using System.Net.Sockets;
using System.Text;
using Jmirror.Provisioning.Dtcp;
using Jmirror.Testing;

namespace Jmirror.Provisioning.Tests.Dtcp;

/// <summary>How long a client may take: 30 s from the first byte of a request to its last, and to take answers.</summary>
public sealed class ChannelTests : IDisposable
{
    private static readonly TimeSpan AlmostAll = TimeSpan.FromSeconds(29);
    private static readonly TimeSpan TheRest = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan RealTime = TimeSpan.FromSeconds(10);

    private readonly Bench _bench = new();
    private readonly ManualClock _clock = new();
    private readonly Socket _client = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
    private readonly NetworkStream _stream;
    private readonly Task _serving;

    public ChannelTests()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        // As small as the kernel allows: answers that nobody takes shall not fit.
        _client.ReceiveBufferSize = 1;
        _client.Connect(listener.LocalEndpoint);
        var service = listener.AcceptSocket();
        service.SendBufferSize = 1;
        _stream = new NetworkStream(service, ownsSocket: true);
        var channel = new DtcpChannel(_stream, _bench.Server.Open("li-user", "198.51.100.5"), _clock);
        _serving = channel.ServeAsync(default, TestContext.Current.CancellationToken);
    }

    private string List => Encoding.UTF8.GetString(_bench.Request("LIST", "Csource-ID: li-user"));

    [Fact]
    public async Task Request_HalfSent_EndsTheChannelAfter30SecondsAndIsLogged()
    {
        SendUntilTimed("LIST DTCP/0.7\r\nCsource-ID: li-");

        _clock.Advance(AlmostAll);
        Assert.False(_serving.IsCompleted);
        _clock.Advance(TheRest);

        await _serving.WaitAsync(RealTime, TestContext.Current.CancellationToken);
        var line = Assert.Single(_bench.Plane.Lines);
        Assert.Equal("it was not sent to its end in time (user li-user at 198.51.100.5)", line.Reason);
    }

    [Fact]
    public async Task Request_ThatDrips_HasNoMoreTimeForIt()
    {
        SendUntilTimed("LIST DTCP/0.7\r\n");
        _clock.Advance(AlmostAll);
        SendUntilTimed("Csource-ID: ");
        Assert.False(_serving.IsCompleted);

        _clock.Advance(TheRest);

        await _serving.WaitAsync(RealTime, TestContext.Current.CancellationToken);
    }

    [Fact]
    public void Client_BetweenRequests_MayBeSilentForEver()
    {
        _client.Send(Encoding.UTF8.GetBytes(List));
        Assert.True(_client.Receive(new byte[1000]) > 0);
        _clock.Advance(TimeSpan.FromDays(1));

        SendUntilTimed("LIST");
        _clock.Advance(AlmostAll);

        Assert.False(_serving.IsCompleted);
        Assert.Empty(_bench.Plane.Lines);
    }

    [Fact]
    public async Task Answers_ThatNobodyTakes_EndTheChannelAfter30Seconds()
    {
        for (var i = 0; i < 200; i++)
            _bench.Ask("ADD", Bench.Adding);
        SendUntilTimed(List);

        _clock.Advance(AlmostAll);
        Assert.False(_serving.IsCompleted);
        _clock.Advance(TheRest);

        await Assert.ThrowsAsync<TimeoutException>(() =>
            _serving.WaitAsync(RealTime, TestContext.Current.CancellationToken)
        );
        Assert.True(_serving.IsFaulted);
    }

    public void Dispose()
    {
        _client.Dispose();
        _stream.Dispose();
    }

    // Comes back when the channel waits with a limit: for the rest of a request, or for room.
    private void SendUntilTimed(string text)
    {
        var before = _clock.Set;
        _ = _client.SendAsync(Encoding.UTF8.GetBytes(text));
        Waiting.Until(() => _clock.Set > before, "the channel waits with a limit");
    }
}
