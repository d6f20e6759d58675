using Jmirror.Engine.Subscribers;

namespace Jmirror.Engine.Tests.Subscribers;

/// <summary>A subscriber table and what its observer was told: "in 1", "changed 1", "out 1 Replaced".</summary>
internal sealed class TableUnderTest : ISubscriberObserver
{
    private readonly List<string> _events = [];

    public TableUnderTest(SubscriberOptions? options = null) =>
        Table = new SubscriberTable(this, options ?? new SubscriberOptions());

    public SubscriberTable Table { get; }

    /// <summary>What was told since this was asked for the last time.</summary>
    public string Events
    {
        get
        {
            var events = string.Join(", ", _events);
            _events.Clear();
            return events;
        }
    }

    /// <summary>Takes in a sighting that must have a session.</summary>
    public Subscriber See(Sighting sighting)
    {
        var session = Table.See(sighting);
        Assert.NotNull(session);
        return session;
    }

    public void LoggedIn(Subscriber subscriber) => _events.Add($"in {subscriber.Number}");

    public void Changed(Subscriber subscriber) => _events.Add($"changed {subscriber.Number}");

    public void LoggedOut(Subscriber subscriber, SessionEnd reason) =>
        _events.Add($"out {subscriber.Number} {reason}");
}
