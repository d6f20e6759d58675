using Jmirror.Protocol.Link;

namespace Jmirror.Network.Neighbours;

/// <summary>
/// Keeps one address resolved. Unresolved: asks, waiting 1, 2, 4 and then always 8 seconds between questions.
/// Resolved: believes the answer for a minute. Stale: asks again in the same way and meanwhile goes on with
/// what it knows.
/// </summary>
internal sealed class ArpResolver : IDisposable
{
    internal static readonly TimeSpan FirstWait = TimeSpan.FromSeconds(1);
    internal static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(8);
    internal static readonly TimeSpan Lifetime = TimeSpan.FromSeconds(60);

    private readonly IArpChannel _channel;
    private MacAddress? _address;
    private TimeSpan _nextQuestion;
    private TimeSpan _wait = FirstWait;

    /// <summary>Starts unresolved; the first <see cref="Resolve"/> asks.</summary>
    /// <param name="channel">Carries questions and answers; disposed with the resolver.</param>
    /// <param name="now">Monotonic time.</param>
    public ArpResolver(IArpChannel channel, TimeSpan now)
    {
        _channel = channel;
        _nextQuestion = now;
    }

    /// <summary>Takes answers, asks when it is time, and tells the address; null while it is unresolved.</summary>
    public MacAddress? Resolve(TimeSpan now)
    {
        if (_channel.TryTakeAnswer(out var answer))
        {
            _address = answer;
            _nextQuestion = now + Lifetime;
            _wait = FirstWait;
        }
        if (now >= _nextQuestion)
        {
            _channel.Ask();
            _nextQuestion = now + _wait;
            _wait = _wait + _wait < LongestWait ? _wait + _wait : LongestWait;
        }
        return _address;
    }

    public void Dispose() => _channel.Dispose();
}
