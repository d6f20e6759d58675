using System.Net;
using System.Text;
using Jmirror.Cli.Options;
using Jmirror.Engine.Measuring;
using Jmirror.Verification.Reporting.Metrics;

namespace Jmirror.Cli.Receiving;

/// <summary>Answers Prometheus: every request gets the figures of this moment as text.</summary>
internal sealed class MetricsEndpoint : IDisposable
{
    private const ushort DefaultPort = 9464;

    private readonly HttpListener _listener = new();
    private readonly Receiver _receiver;
    private readonly ExpectedLedger? _ledger;
    private readonly Thread _thread;

    private MetricsEndpoint(Endpoint endpoint, Receiver receiver, ExpectedLedger? ledger)
    {
        (_receiver, _ledger) = (receiver, ledger);
        var host = endpoint.Address == default ? "*" : $"{endpoint.Address}";
        _listener.Prefixes.Add($"http://{host}:{endpoint.Port ?? DefaultPort}/");
        Announcement = $", metrics at http://{endpoint.Address}:{endpoint.Port ?? DefaultPort}/metrics";
        _thread = new Thread(Answer) { IsBackground = true, Name = "metrics" };
    }

    /// <summary>Where it is, for the person who started it.</summary>
    public string Announcement { get; }

    /// <summary>Begins to answer; null when nobody asked for it.</summary>
    /// <exception cref="CommandException">Address or port are not to be had.</exception>
    public static MetricsEndpoint? Open(Endpoint? endpoint, Receiver receiver, ExpectedLedger? ledger)
    {
        if (endpoint is not { } address)
            return null;
        var metrics = new MetricsEndpoint(address, receiver, ledger);
        try
        {
            metrics._listener.Start();
        }
        catch (HttpListenerException failure)
        {
            metrics._listener.Close();
            throw new CommandException(
                $"--metrics cannot listen on {address.Address}:{address.Port ?? DefaultPort}: {failure.Message}",
                ExitCode.Environment
            );
        }
        metrics._thread.Start();
        return metrics;
    }

    public void Dispose()
    {
        _listener.Close();
        _thread.Join();
    }

    private void Answer()
    {
        while (_listener.IsListening)
        {
            try
            {
                Answer(_listener.GetContext());
            }
            catch (Exception end)
                when (end is HttpListenerException or ObjectDisposedException or InvalidOperationException)
            {
                // Closed by Dispose, or the one who asked has gone: the loop's condition tells which.
            }
        }
    }

    private void Answer(HttpListenerContext context)
    {
        using var response = context.Response;
        if (context.Request is not { HttpMethod: "GET", Url.AbsolutePath: "/metrics" or "/" })
        {
            response.StatusCode = (int)HttpStatusCode.NotFound;
            return;
        }
        var body = Encoding.UTF8.GetBytes(Text());
        response.ContentType = MetricsText.ContentType;
        response.ContentLength64 = body.Length;
        response.OutputStream.Write(body);
    }

    private string Text()
    {
        using var text = new StringWriter { NewLine = "\n" };
        lock (_receiver.Figures)
            ReceiverMetrics.Write(new MetricsText(text), _receiver.Streams, Latency);
        return text.ToString();
    }

    private Histogram? Latency => _ledger?.Comparison.Latency;
}
