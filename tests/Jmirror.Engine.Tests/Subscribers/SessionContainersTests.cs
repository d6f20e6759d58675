using CsCheck;
using Jmirror.Engine.Subscribers;

namespace Jmirror.Engine.Tests.Subscribers;

/// <summary>The containers of the subscriber table do what plain ones do.</summary>
public sealed class SessionContainersTests
{
    private const int Rounds = 500;

    private enum Step
    {
        Add,
        Remove,
        Change,
    }

    /// <summary>What to do, to which session, with which key: few keys, so that many share one.</summary>
    private static readonly Gen<(Step Step, int Which, uint Hash)[]> Histories = Gen.Select(
        Gen.Frequency((3, Gen.Const(Step.Add)), (2, Gen.Const(Step.Remove)), (1, Gen.Const(Step.Change))),
        Gen.Int[0, 999],
        Gen.OneOf(Gen.UInt[0, 7], Gen.UInt[0, 300], Gen.UInt)
    ).Array[0, 400];

    [Fact]
    public void Index_FindsTheSessionsOfEachHash() =>
        Histories.Sample(
            history =>
            {
                var index = new SessionIndex();
                var model = new Dictionary<Subscriber, List<uint>>();
                foreach (var (step, which, hash) in history)
                {
                    var session = Pick(model.Keys, which);
                    if (step == Step.Add || session is null)
                        session = new Subscriber(model.Count, 0);
                    if (step == Step.Remove && model.Remove(session))
                    {
                        index.Remove(session);
                        continue;
                    }
                    index.Add(session, hash);
                    if (!model.TryGetValue(session, out var hashes))
                        model.Add(session, hashes = []);
                    hashes.Add(hash);
                }
                foreach (var hash in history.Select(step => step.Hash).Distinct())
                {
                    var expected = model.SelectMany(one =>
                        Enumerable.Repeat(one.Key, one.Value.Count(key => key == hash))
                    );
                    Assert.Equal(SortedByIdentity(expected), SortedByIdentity(Found(index, hash)));
                }
            },
            iter: Rounds
        );

    [Fact]
    public void List_KeepsTheOrderOfNumbers() =>
        Gen.Select(
                Gen.Int[0, 3_000],
                Gen.Int[0, 2_999].Array[0, 3_000],
                Gen.Long[-1, 3_100],
                Gen.Int[0, 1_200]
            )
            .Sample(
                (count, removals, after, limit) =>
                {
                    var list = new NumberedList<Subscriber>();
                    var model = new SortedDictionary<long, Subscriber>();
                    for (var number = 0; number < count; number++)
                    {
                        var session = new Subscriber(number, 0);
                        list.Add(session);
                        model.Add(number, session);
                    }
                    foreach (var number in removals)
                    {
                        Assert.Equal(model.ContainsKey(number), list.Find(number) is not null);
                        if (model.Remove(number, out var session))
                            list.Remove(session);
                    }
                    Assert.Equal(model.Count, list.Count);
                    Assert.Equal(
                        model.Values.Where(one => one.Number > after).Take(limit),
                        list.After(after, limit)
                    );
                },
                iter: 60
            );

    [Fact]
    public void Queue_GivesTheEarliestFirst() =>
        Histories.Sample(
            history =>
            {
                var queue = new ExpiryQueue();
                var model = new Dictionary<Subscriber, long>();
                foreach (var (step, which, due) in history)
                {
                    var session = Pick(model.Keys, which);
                    if (step == Step.Add || session is null)
                        session = new Subscriber(model.Count, 0);
                    if (step == Step.Remove)
                    {
                        queue.Remove(session);
                        model.Remove(session);
                        continue;
                    }
                    queue.Schedule(session, due);
                    model[session] = due;
                }
                while (queue.TryPeek(out var earliest, out var session))
                {
                    Assert.Equal(model.Values.Min(), earliest);
                    Assert.Equal(model[session!], earliest);
                    queue.Remove(session!);
                    model.Remove(session!);
                }
                Assert.Empty(model);
            },
            iter: Rounds
        );

    private static Subscriber? Pick(ICollection<Subscriber> sessions, int which) =>
        sessions.Count == 0 ? null : sessions.ElementAt(which % sessions.Count);

    private static List<Subscriber> Found(SessionIndex index, uint hash)
    {
        var found = new List<Subscriber>();
        foreach (var session in index.Find(hash))
            found.Add(session);
        return found;
    }

    private static List<int> SortedByIdentity(IEnumerable<Subscriber> sessions) =>
        [.. sessions.Select(System.Runtime.CompilerServices.RuntimeHelpers.GetHashCode).Order()];
}
