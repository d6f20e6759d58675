using System.Net.Sockets;
using Jmirror.Engine.Frames;
using Jmirror.Engine.Learning;
using Jmirror.Engine.Measuring;
using Jmirror.Engine.Registry;
using Jmirror.Engine.Subscribers;
using Jmirror.Provisioning.Compiling;
using Jmirror.Provisioning.Configuration;

namespace Jmirror.Provisioning.Radius;

/// <summary>
/// All that a run does with RADIUS, as the configuration says: the server for dynamic requests, the tap on
/// Access-Accepts, and the subscribers that log in.
/// </summary>
public sealed class RadiusServices : IDisposable
{
    private static readonly TimeSpan TickInterval = TimeSpan.FromSeconds(1);

    private readonly DynamicRequestsConfig? _config;
    private readonly DynamicRequests? _requests;
    private readonly AccessAcceptTap? _tap;
    private readonly RadiusLogin? _login;
    private readonly List<(Sighting Sighting, LoginConfig Login)> _subscribers;
    private readonly TimeProvider _time;
    private readonly CancellationTokenSource _end = new();
    private DynamicRequestServer? _server;
    private Task _ticking = Task.CompletedTask;

    /// <summary>Prepares what the configuration asks for; reads the secrets, opens nothing.</summary>
    /// <param name="config">Loaded without errors.</param>
    /// <param name="interfaces">Numbers the capture interfaces that subscribers name; not used later.</param>
    /// <param name="control">Carries everything out.</param>
    /// <param name="time">The clock.</param>
    /// <param name="random">For authenticators: <c>RandomNumberGenerator.Fill</c>.</param>
    /// <exception cref="SecretUnreadableException">A secret is not to be had.</exception>
    public RadiusServices(
        EmulatorConfig config,
        CaptureInterfaces interfaces,
        IControlPlane control,
        TimeProvider time,
        RandomFill random
    )
    {
        _time = time;
        var mirrors = new RadiusMirrors(control);
        var radius = config.Radius ?? new RadiusConfig();
        var series = config.Router.Series;
        _config = radius.DynamicRequests;
        if (_config is not null)
            _requests = new DynamicRequests(_config, series, control, mirrors, time);
        if (radius.Sniff.Count > 0)
            _tap = new AccessAcceptTap(radius.Sniff, series, control, mirrors, time);
        if (radius.Servers.Count > 0)
            _login = new RadiusLogin(radius, config.Router, control, mirrors, time, random);
        var subscribers = new SubscriberCompiler(interfaces);
        _subscribers =
        [
            .. config
                .Subscribers.Where(subscriber => subscriber.Login is not null)
                .Select(subscriber => (SightingOf(subscribers.Compile(subscriber)), subscriber.Login!)),
        ];
    }

    /// <summary>What is to be told of overheard Access-Accepts; null: nobody wants to know.</summary>
    public IAccessObserver? Tap => _tap;

    /// <summary>What became of dynamic requests; null: there is no server for them.</summary>
    public DynamicRequestCounters? DynamicRequests => _requests?.Counters;

    /// <summary>Overheard Access-Accepts of listed servers whose authenticator was wrong; null: none is overheard.</summary>
    public long? UnverifiedAccepts => _tap?.Unverified;

    /// <summary>What became of logins and their accounting; null: no server is listed for them.</summary>
    public LoginFigures? Logins => _login?.Figures;

    /// <summary>Opens the server for dynamic requests, and begins what is done every second.</summary>
    /// <exception cref="SocketException">An address to listen on is not one of the host's, or the port is taken.</exception>
    public void Start()
    {
        if (_config is not null)
            _server = DynamicRequestServer.Start(_config, _requests!);
        _ticking = TickAsync();
    }

    /// <summary>Logs in the subscribers that log in by RADIUS; what became of each, by its number in the list of them.</summary>
    /// <exception cref="SecretUnreadableException">A password is not to be had.</exception>
    public Task<LoginOutcome[]> LogInAsync(CancellationToken cancellation) =>
        Task.WhenAll(_subscribers.Select(one => _login!.LogInAsync(one.Sighting, one.Login, cancellation)));

    /// <summary>Takes no more requests, and logs its subscribers out.</summary>
    public async Task EndAsync(CancellationToken cancellation)
    {
        _server?.Dispose();
        _server = null;
        await _end.CancelAsync().ConfigureAwait(false);
        await _ticking.ConfigureAwait(false);
        if (_login is not null)
            await _login.LogOutAllAsync(cancellation).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _server?.Dispose();
        _end.Cancel();
        _login?.Dispose();
        _end.Dispose();
    }

    private Sighting SightingOf(StaticSubscriber subscriber) =>
        new()
        {
            Source = SightingSource.Configuration,
            Kind = SightingKind.Up,
            Timestamp = UnixTime.Now(_time),
            Interface = subscriber.Interface,
            Identities = subscriber.Identities,
            Addresses = subscriber.Addresses.Count > 0 ? subscriber.Addresses : null,
        };

    private async Task TickAsync()
    {
        using var timer = new PeriodicTimer(TickInterval, _time);
        try
        {
            while (await timer.WaitForNextTickAsync(_end.Token).ConfigureAwait(false))
            {
                _tap?.Tick();
                if (_login is not null)
                    await _login.TickAsync(_end.Token).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException)
        {
            // The end of the run.
        }
    }
}
