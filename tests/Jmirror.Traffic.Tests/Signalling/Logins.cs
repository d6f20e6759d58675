using Jmirror.Traffic.Framing;
using Jmirror.Traffic.Plans;
using Jmirror.Traffic.Population;
using Jmirror.Traffic.Sessions;
using Jmirror.Traffic.Signalling;

namespace Jmirror.Traffic.Tests.Signalling;

/// <summary>A signalling frame, and whose it is.</summary>
internal sealed record LoginFrame(int Subscriber, byte[] Bytes, bool IsDownstream);

/// <summary>Logs subscribers in and out, and keeps the frames.</summary>
internal sealed class Logins
{
    private readonly SignallingScript _script;
    private readonly Dictionary<int, SubscriberSession> _sessions = [];
    private uint _nextSession = 1000;

    public Logins(PopulationPlan plan, SignallingOptions? options = null)
    {
        Population = new SubscriberPopulation(plan);
        Framing = new AccessFraming(Population);
        _script = new SignallingScript(Population, Framing, options ?? new SignallingOptions());
    }

    public SubscriberPopulation Population { get; }

    public AccessFraming Framing { get; }

    /// <summary>The session that a subscriber has, or had last.</summary>
    public SubscriberSession SessionOf(int number) => _sessions[number];

    /// <summary>Begins a session for a subscriber; returns the frames.</summary>
    public List<LoginFrame> In(int number)
    {
        var who = Population[number];
        // As many as subscribers, so that no two of a link have the same; another one with each login.
        var login = _sessions.TryGetValue(number, out var last) ? last.LinkSession / 1000 + 1 : 0;
        var link = who.HasPpp ? (ushort)(login * 1000 + number) : (ushort)0;
        _sessions[number] = new SubscriberSession(_nextSession++, link, SessionPhase.LoggingIn);
        return FramesOf(number, isLogin: true);
    }

    /// <summary>Ends a subscriber's session; returns the frames.</summary>
    public List<LoginFrame> Out(int number) => FramesOf(number, isLogin: false);

    /// <summary>All subscribers, one after the other.</summary>
    public List<LoginFrame> AllIn() => [.. Enumerable.Range(1, Population.Count).SelectMany(In)];

    /// <summary>Likewise.</summary>
    public List<LoginFrame> AllOut() => [.. Enumerable.Range(1, Population.Count).SelectMany(Out)];

    /// <summary>One frame, over bytes that are not 0.</summary>
    public LoginFrame Frame(int number, bool isLogin, int step, out bool isLast)
    {
        var room = new byte[SignallingScript.MaxFrameLength];
        Array.Fill(room, (byte)0xa5);
        var who = Population[number];
        var written = _script.Write(who, _sessions[number], isLogin, step, room);
        isLast = written.IsLast;
        return new LoginFrame(number, room[..written.Length], written.IsDownstream);
    }

    private List<LoginFrame> FramesOf(int number, bool isLogin)
    {
        var frames = new List<LoginFrame>();
        for (var isLast = false; !isLast; )
            frames.Add(Frame(number, isLogin, frames.Count, out isLast));
        return frames;
    }
}
