using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using Jmirror.Engine.Frames;
using Jmirror.Provisioning.Api;
using Jmirror.Provisioning.Configuration;
using Jmirror.Provisioning.Logging;
using Jmirror.Provisioning.Reloading;
using Jmirror.Testing;
using Microsoft.Extensions.Logging;

namespace Jmirror.Provisioning.Tests.Api;

/// <summary>A control API on a socket of its own, over a fake control plane, with a client.</summary>
internal sealed class ApiRun : IAsyncDisposable
{
    public const string Token = "0123456789abcdef0123456789abcdef";
    public const string Configuration =
        "capture: { interfaces: [{ name: eth1 }] }\n"
        + "analyzers: { md1: { address: 192.0.2.100 }, unreachable: { address: 192.0.2.200 } }\n"
        + "policies: { voip: { analyzer: md1, direction: upstream } }\n";

    private readonly TemporaryFolder _folder = new();
    private ApiHost? _host;

    private ApiRun()
    {
        SecureLog = SecureLog.Open(100, null, Logger);
        Control = new FakeControlPlane(new MirrorLogs(SecureLog, Events), Events);
        Config = ConfigFile.Parse(Configuration, "lab.yaml").Config!;
        Provisioner = new Provisioner(Config, new CaptureInterfaces(), Control, new FakeWays());
        Socket = _folder.PathOf("api.sock");
        Client = ClientOf(Socket);
        Reload = () => Provisioner.Reload(ConfigFile.Parse(Configuration, "lab.yaml"), "lab.yaml");
    }

    public FakeControlPlane Control { get; }

    public EmulatorConfig Config { get; }

    public Provisioner Provisioner { get; }

    public LiveEvents Events { get; } = new();

    public SecureLog SecureLog { get; }

    public ListLogger Logger { get; } = new();

    public string Socket { get; }

    public HttpClient Client { get; }

    public Func<ReloadOutcome> Reload { get; set; }

    public Uri Tcp => _host!.Address!;

    public string PathOf(string name) => _folder.PathOf(name);

    public static async Task<ApiRun> Start(bool hasTcp = false)
    {
        var run = new ApiRun();
        Assert.True(run.Provisioner.Start("lab.yaml").Succeeded);
        run._host = await run.Listen(hasTcp);
        return run;
    }

    /// <summary>Another host on the same socket.</summary>
    public Task<ApiHost> Listen(bool hasTcp = false) =>
        ApiHost.Start(
            new ApiSettings
            {
                Socket = Socket,
                Listen = hasTcp ? new IPEndPoint(IPAddress.Loopback, 0) : null,
                Token = hasTcp ? Token : null,
            },
            new ApiServices
            {
                Control = Control,
                Provisioner = Provisioner,
                SecureLog = SecureLog,
                Events = Events,
                Reload = () => Reload(),
                WriteStatistics = json =>
                {
                    json.WriteStartObject();
                    json.WriteNumber("read", 7);
                    json.WriteEndObject();
                },
                WriteMetrics = text =>
                    text.Write("# TYPE jmirror_read_total counter\njmirror_read_total 7\n"),
                Logger = Logger,
                Time = TimeProvider.System,
                Version = "1.2.3",
            },
            TestContext.Current.CancellationToken
        );

    /// <summary>Sends a request and reads the whole answer.</summary>
    public async Task<ApiReply> Send(string method, string path, string? body = null)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        if (body is not null)
            request.Content = new StringContent(body, Encoding.UTF8, "application/json");
        using var response = await Client.SendAsync(request, TestContext.Current.CancellationToken);
        return await ApiReply.Of(response);
    }

    public static HttpClient ClientOf(string socket) =>
        new(
            new SocketsHttpHandler
            {
                ConnectCallback = async (_, cancellation) =>
                {
                    var connection = new Socket(
                        AddressFamily.Unix,
                        SocketType.Stream,
                        ProtocolType.Unspecified
                    );
                    await connection.ConnectAsync(new UnixDomainSocketEndPoint(socket), cancellation);
                    return new NetworkStream(connection, ownsSocket: true);
                },
            }
        )
        {
            BaseAddress = new Uri("http://localhost/"),
        };

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        if (_host is not null)
            await _host.DisposeAsync();
        SecureLog.Dispose();
        _folder.Dispose();
    }
}

/// <summary>An answer of the API.</summary>
internal sealed record ApiReply(int Status, string? ContentType, string Text, Uri? Location)
{
    public static async Task<ApiReply> Of(HttpResponseMessage response) =>
        new(
            (int)response.StatusCode,
            response.Content.Headers.ContentType?.MediaType,
            await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken),
            response.Headers.Location
        );

    public JsonElement Json => JsonDocument.Parse(Text).RootElement;

    /// <summary>Fails unless this is a problem with this status whose sentence has <paramref name="part"/> in it.</summary>
    public void AssertProblem(int status, string part)
    {
        Assert.Equal((status, "application/problem+json"), (Status, ContentType));
        Assert.Equal(status, Json.GetProperty("status").GetInt32());
        Assert.Contains(part, Json.GetProperty("detail").GetString(), StringComparison.Ordinal);
    }
}

/// <summary>An ordinary log that keeps its lines.</summary>
internal sealed class ListLogger : ILogger
{
    private readonly Lock _lock = new();
    private readonly List<string> _lines = [];

    public string Text
    {
        get
        {
            lock (_lock)
                return string.Join('\n', _lines);
        }
    }

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(
        LogLevel logLevel,
        EventId eventId,
        TState state,
        Exception? exception,
        Func<TState, Exception?, string> formatter
    )
    {
        lock (_lock)
            _lines.Add($"{logLevel}: {formatter(state, exception)} {exception}");
    }
}
