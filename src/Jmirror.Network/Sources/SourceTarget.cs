namespace Jmirror.Network.Sources;

/// <summary>What to capture from one interface, whatever the engine.</summary>
/// <param name="Interface">Interface name.</param>
public sealed record SourceTarget(string Interface)
{
    /// <summary>Capture filter in the language of pcap-filter(7); null lets every frame through.</summary>
    public string? Filter { get; init; }

    /// <summary>Also frames that are not addressed to this host, as on a mirror port of a switch.</summary>
    public bool Promiscuous { get; init; } = true;

    /// <summary>
    /// Not what this host itself sends on the interface: our own output is never captured again. False where this
    /// host is the router and sends to the subscribers through the interface.
    /// </summary>
    public bool IgnoreOutgoing { get; init; } = true;

    /// <summary>For how many threads to capture. An engine may give fewer sources, never more.</summary>
    public int Threads { get; init; } = 1;

    /// <summary>How long a call waits for the first frame before it returns idle, in whole milliseconds.</summary>
    public TimeSpan IdleTimeout { get; init; } = TimeSpan.FromMilliseconds(100);
}
