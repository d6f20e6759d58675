using System.Net.Sockets;
using System.Security.Cryptography;
using Jmirror.Cli.Dtcp;
using Jmirror.Cli.Output;
using Jmirror.Engine.Learning;
using Jmirror.Engine.Registry;
using Jmirror.Provisioning.Api;
using Jmirror.Provisioning.Configuration;
using Jmirror.Provisioning.Radius;

namespace Jmirror.Cli.Running;

/// <summary>Whom a live run listens to besides its configuration: the control API, RADIUS, DTCP.</summary>
internal sealed class RunServices : IDisposable
{
    private const int TokenBytes = 32;

    private readonly EmulatorConfig _config;
    private readonly RadiusServices _radius;
    private readonly RunLog _log;
    private readonly FrontStarter? _frontStarter;
    private readonly CancellationTokenSource _end = new();
    private readonly IControlPlane _control;
    private ApiHost? _api;
    private DtcpService? _dtcp;
    private Task _logins = Task.CompletedTask;

    /// <exception cref="CommandException">A secret is not to be had.</exception>
    public RunServices(EmulatorConfig config, OpenedFirst opened, IControlPlane control, RunLog log)
    {
        (_config, _control, _log) = (config, control, log);
        _frontStarter = opened.FrontStarter;
        try
        {
            _radius = new RadiusServices(
                config,
                opened.Interfaces,
                control,
                TimeProvider.System,
                RandomNumberGenerator.Fill
            );
        }
        catch (SecretUnreadableException failure)
        {
            throw new CommandException(failure.Message, ExitCode.Environment);
        }
    }

    /// <summary>Who is told of logins that RADIUS accepted; null: nobody wants to know.</summary>
    public IAccessObserver? Tap => _radius.Tap;

    /// <summary>What was done with RADIUS so far; null: nothing is.</summary>
    public RadiusSummary? Radius =>
        _config.Radius is null
            ? null
            : new RadiusSummary(_radius.Logins, _radius.DynamicRequests, _radius.UnverifiedAccepts);

    /// <summary>Begins to listen.</summary>
    /// <exception cref="CommandException">A socket, port or file is not to be had.</exception>
    public void Start(ApiServices services)
    {
        try
        {
            _api = ApiHost.Start(ApiSettingsOf(_config), services).GetAwaiter().GetResult();
            _radius.Start();
            _dtcp = DtcpService.Open(
                _config,
                _control,
                NumberOf,
                TimeProvider.System,
                _frontStarter,
                _log.Dtcp
            );
            if (_dtcp is not null)
                _log.Dtcp(_dtcp.Announcement);
        }
        catch (ApiUnavailableException failure)
        {
            throw new CommandException(failure.Message, ExitCode.Environment);
        }
        catch (SocketException failure)
        {
            throw new CommandException(
                $"radius: dynamic-requests: cannot listen: {failure.Message}",
                ExitCode.Environment
            );
        }
    }

    /// <summary>Logs in the subscribers that log in by RADIUS, while the run goes on.</summary>
    public void LogIn() => _logins = LogInAsync();

    /// <summary>Takes no more requests, and logs the subscribers out.</summary>
    public void End()
    {
        _end.Cancel();
        _dtcp?.Dispose();
        _dtcp = null;
        _logins.GetAwaiter().GetResult();
        _radius.EndAsync(CancellationToken.None).GetAwaiter().GetResult();
        _api?.DisposeAsync().AsTask().GetAwaiter().GetResult();
    }

    public void Dispose()
    {
        _dtcp?.Dispose();
        _radius.Dispose();
        _end.Dispose();
    }

    private ushort? NumberOf(string interfaceName)
    {
        var interfaces = _config.Capture.Interfaces;
        for (ushort number = 0; number < interfaces.Count; number++)
        {
            if (string.Equals(interfaces[number].Name, interfaceName, StringComparison.Ordinal))
                return number;
        }
        return null;
    }

    private async Task LogInAsync()
    {
        try
        {
            var outcomes = await _radius.LogInAsync(_end.Token).ConfigureAwait(false);
            foreach (var (outcome, count) in outcomes.CountBy(outcome => outcome))
                _log.LoggedIn(outcome, count);
        }
        catch (SecretUnreadableException failure)
        {
            _log.NotLoggedIn(failure.Message);
        }
        catch (OperationCanceledException)
        {
            // The run ended first.
        }
    }

    private static ApiSettings ApiSettingsOf(EmulatorConfig config) =>
        new()
        {
            Socket = config.Api.SocketOf(config.Router.Name),
            Listen = config.Api.Listen,
            Token = config.Api.TokenFile is { } file
                ? TokenFile.ReadOrMake(
                    file,
                    Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(TokenBytes))
                )
                : null,
        };
}
