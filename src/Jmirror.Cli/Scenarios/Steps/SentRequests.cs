using Jmirror.Protocol.Radius;

namespace Jmirror.Cli.Scenarios.Steps;

/// <summary>The last request of each named step, so that it can be replayed.</summary>
internal sealed class SentRequests : IDisposable
{
    private readonly Dictionary<string, SentRequest> _requests = new(StringComparer.Ordinal);

    /// <summary>Remembers a request; keeps its port open.</summary>
    public void Keep(string name, SentRequest request) => _requests.Add(name, request);

    /// <summary>The request of a step that the scenario was checked to have.</summary>
    public SentRequest this[string name] => _requests[name];

    public void Dispose()
    {
        foreach (var request in _requests.Values)
            request.Client.Dispose();
    }
}

/// <summary>A request as it was sent.</summary>
/// <param name="Bytes">The packet.</param>
/// <param name="Router">Where it went.</param>
/// <param name="Client">The port that it came from.</param>
/// <param name="Secret">The secret shared with the router.</param>
/// <param name="Answer">What it came to.</param>
internal sealed record SentRequest(
    byte[] Bytes,
    System.Net.IPEndPoint Router,
    DynamicClient Client,
    RadiusSecret Secret,
    DynamicAnswer Answer
);
