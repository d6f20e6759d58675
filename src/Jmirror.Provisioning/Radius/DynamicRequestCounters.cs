namespace Jmirror.Provisioning.Radius;

/// <summary>
/// What became of the datagrams that came to the dynamic-request server (JUNOSe: <c>show radius dynamic-request
/// statistics</c>). Every datagram counts once under one outcome. Written by the server, read by anyone.
/// </summary>
public sealed class DynamicRequestCounters
{
    private readonly long[] _counts = new long[(int)DynamicRequestOutcome.Count];

    /// <summary>How often an outcome was.</summary>
    public long this[DynamicRequestOutcome outcome] => Interlocked.Read(ref _counts[(int)outcome]);

    /// <summary>All outcomes with their words and counts.</summary>
    public IEnumerable<(string Name, long Count)> All =>
        Names.Select((name, outcome) => (name, this[(DynamicRequestOutcome)outcome]));

    internal static string NameOf(DynamicRequestOutcome outcome) => Names[(int)outcome];

    internal void Add(DynamicRequestOutcome outcome) => Interlocked.Increment(ref _counts[(int)outcome]);

    private static readonly string[] Names =
    [
        "coa-ack",
        "coa-nak",
        "disconnect-ack",
        "disconnect-nak",
        "duplicate",
        "unknown-client",
        "malformed",
        "unexpected-code",
        "bad-authenticator",
        "bad-message-authenticator",
        "no-message-authenticator",
        "stale",
        "answer-not-sent",
    ];
}

/// <summary>What became of a datagram; all from <see cref="UnknownClient"/> on were left without answer.</summary>
public enum DynamicRequestOutcome
{
    /// <summary>CoA-ACK.</summary>
    CoaAck,

    /// <summary>CoA-NAK.</summary>
    CoaNak,

    /// <summary>Disconnect-ACK.</summary>
    DisconnectAck,

    /// <summary>Disconnect-NAK.</summary>
    DisconnectNak,

    /// <summary>A retransmission: the same answer again, nothing done.</summary>
    Duplicate,

    /// <summary>No client of the configuration has this address.</summary>
    UnknownClient,

    /// <summary>No RADIUS packet.</summary>
    Malformed,

    /// <summary>Neither CoA-Request nor Disconnect-Request.</summary>
    UnexpectedCode,

    /// <summary>The request authenticator is wrong: another secret, or changed on the way.</summary>
    BadAuthenticator,

    /// <summary>Message-Authenticator is wrong.</summary>
    BadMessageAuthenticator,

    /// <summary>Message-Authenticator is required and missing.</summary>
    NoMessageAuthenticator,

    /// <summary>Event-Timestamp is outside of the window, or required by it and missing.</summary>
    Stale,

    /// <summary>The system refused to send the answer.</summary>
    AnswerNotSent,

    /// <summary>How many there are.</summary>
    Count,
}
