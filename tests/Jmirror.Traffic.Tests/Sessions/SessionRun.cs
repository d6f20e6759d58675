using Jmirror.Engine.Randomness;
using Jmirror.Traffic.Plans;
using Jmirror.Traffic.Population;
using Jmirror.Traffic.Sessions;

namespace Jmirror.Traffic.Tests.Sessions;

/// <summary>Uses a book as a generator does, with signalling that takes up to 50 ms and fails now and then.</summary>
internal sealed class SessionRun(SubscriberPopulation population, ChurnPlan churn, ulong seed)
{
    private const int LongestSignalling = 50_000_000;
    private const int RefusedOneIn = 10;

    private readonly PriorityQueue<SessionChange, (long Time, int Subscriber)> _signalling = new();
    private SeededRandom _random = new(seed, 1);

    public SubscriberPopulation Population { get; } = population;

    public SessionBook Book { get; } = new(population, churn, seed);

    public List<SessionChange> Changes { get; } = [];

    public long Established { get; private set; }

    public long Refused { get; private set; }

    public long Ended { get; private set; }

    /// <summary>Goes on until nothing more will happen, or so many changes have been taken.</summary>
    /// <param name="most">Changes.</param>
    /// <param name="look">Is shown each change once the book has taken it.</param>
    public void Go(int most, Action<SessionChange> look)
    {
        while (Changes.Count < most)
        {
            var signalled = _signalling.TryPeek(out _, out var due) ? due.Time : long.MaxValue;
            if (signalled == long.MaxValue && Book.NextChangeAt == long.MaxValue)
                return;
            if (signalled <= Book.NextChangeAt)
            {
                Finish(_signalling.Dequeue(), signalled);
                continue;
            }
            Assert.True(Book.TryTakeChange(Book.NextChangeAt, out var change));
            Changes.Add(change);
            _signalling.Enqueue(change, (change.Time + _random.Next(LongestSignalling), change.Subscriber));
            look(change);
        }
    }

    private void Finish(SessionChange change, long now)
    {
        if (!change.IsLogin)
        {
            Book.Ended(change.Subscriber, now);
            Ended++;
        }
        else if (_random.Next(RefusedOneIn) == 0)
        {
            Book.Refused(change.Subscriber, now);
            Refused++;
        }
        else
        {
            Book.Established(change.Subscriber, now);
            Established++;
        }
    }
}
