using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Jmirror.Provisioning.Api;

/// <summary>The control API of a run: HTTP on a Unix socket, and on TCP where that is configured.</summary>
public sealed class ApiHost : IAsyncDisposable
{
    private const int MostConnections = 128;

    // What is being answered when the run ends is answered.
    private static readonly TimeSpan LongestEnd = TimeSpan.FromSeconds(2);

    private readonly WebApplication _application;
    private readonly LiveEvents _events;
    private readonly string? _socket;

    private ApiHost(WebApplication application, LiveEvents events, string? socket) =>
        (_application, _events, _socket) = (application, events, socket);

    /// <summary>Where TCP clients find it; null without TCP.</summary>
    public Uri? Address { get; private init; }

    /// <summary>Begins to listen. What it was told to listen on is ready when this returns.</summary>
    /// <exception cref="ApiUnavailableException">A socket or port cannot be had.</exception>
    public static async Task<ApiHost> Start(
        ApiSettings settings,
        ApiServices services,
        CancellationToken cancellation = default
    )
    {
        if (settings is { Listen: not null, Token: null })
            throw new ArgumentException("TCP clients need a token to show", nameof(settings));
        var application = Build(settings, services);
        try
        {
            if (settings.Socket is { } path)
                ControlSocket.Prepare(path);
            await application.StartAsync(cancellation).ConfigureAwait(false);
        }
        catch (Exception failure)
            when (failure is IOException or SocketException or UnauthorizedAccessException)
        {
            await application.DisposeAsync().ConfigureAwait(false);
            throw new ApiUnavailableException(
                $"the control API cannot listen on {PlacesOf(settings)}: {failure.Message}"
            );
        }
        catch
        {
            await application.DisposeAsync().ConfigureAwait(false);
            throw;
        }
        return new ApiHost(application, services.Events, settings.Socket)
        {
            Address = AddressOf(application),
        };
    }

    /// <summary>Ends the event streams, answers what is being asked, and removes the socket.</summary>
    public async ValueTask DisposeAsync()
    {
        _events.End();
        using (var deadline = new CancellationTokenSource(LongestEnd))
            await _application.StopAsync(deadline.Token).ConfigureAwait(false);
        await _application.DisposeAsync().ConfigureAwait(false);
        if (_socket is not null)
            File.Delete(_socket);
    }

    private static WebApplication Build(ApiSettings settings, ApiServices services)
    {
        // Empty: neither environment nor files of this machine have a say.
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder
            .WebHost.UseKestrelCore()
            .ConfigureKestrel(kestrel => Configure(kestrel, settings))
            .UseSockets(sockets => sockets.CreateBoundListenSocket = Bind);
        builder.Services.AddRoutingCore();
        // Signals are the run's.
        builder.Services.AddSingleton<IHostLifetime, NoLifetime>();
        var application = builder.Build();
        var guard = new ApiGuard(settings.Token, services.Logger);
        application.Use(next => context => guard.Handle(context, next));
        foreach (var operation in ApiOperations.Of(services))
        {
            application
                .MapMethods(operation.Path, [operation.Method], operation.Handle)
                .WithMetadata(operation);
        }
        return application;
    }

    private static void Configure(KestrelServerOptions kestrel, ApiSettings settings)
    {
        kestrel.AddServerHeader = false;
        kestrel.Limits.MaxRequestBodySize = RequestBody.Limit;
        kestrel.Limits.MaxConcurrentConnections = MostConnections;
        if (settings.Socket is { } path)
            kestrel.ListenUnixSocket(path, options => options.Protocols = HttpProtocols.Http1);
        if (settings.Listen is { } endPoint)
            kestrel.Listen(endPoint, options => options.Protocols = HttpProtocols.Http1);
    }

    private static Socket Bind(EndPoint endPoint) =>
        endPoint is UnixDomainSocketEndPoint unix
            ? ControlSocket.Bind(unix)
            : SocketTransportOptions.CreateDefaultBoundListenSocket(endPoint);

    private static Uri? AddressOf(WebApplication application) =>
        application
            .Services.GetRequiredService<IServer>()
            .Features.Get<IServerAddressesFeature>()!
            .Addresses.Where(address => !address.Contains("unix:", StringComparison.Ordinal))
            .Select(address => new Uri(address))
            .FirstOrDefault();

    private static string PlacesOf(ApiSettings settings) =>
        string.Join(" and ", new object?[] { settings.Socket, settings.Listen }.OfType<object>());

    private sealed class NoLifetime : IHostLifetime
    {
        public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
