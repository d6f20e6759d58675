using Jmirror.Engine.Matching;
using Jmirror.Engine.Registry;
using Jmirror.Protocol.Dtcp;

namespace Jmirror.Provisioning.Dtcp;

/// <summary>
/// The triggers of all clients under their numbers, from 1, none given twice. A trigger whose request the control
/// plane has ended by itself (its session logged out, or an operator deleted it) is gone from here too. For use by any
/// thread.
/// </summary>
/// <param name="plane">What carries them out.</param>
/// <param name="limit">Most triggers, and most mediation devices.</param>
internal sealed class CriteriaStore(IControlPlane plane, int limit)
{
    private readonly Lock _lock = new();
    private readonly SortedDictionary<uint, Criterion> _criteria = [];

    // Mediation devices that an ADD has named, with the number of their triggers; those without any are forgotten
    // when room is needed.
    private readonly Dictionary<string, int> _destinations = new(StringComparer.Ordinal);
    private uint _last;

    /// <summary>Takes a trigger in; null, and its number, when that was done.</summary>
    public Refusal? Add(CriterionOrder order, out uint id)
    {
        lock (_lock)
        {
            id = 0;
            if (_criteria.Count >= limit)
                Prune();
            if (_criteria.Count >= limit)
                return new Refusal(DtcpStatus.MaxCriteriaExceeded, $"there are {limit} triggers already");
            var destination = order.ContentDestination;
            if (!HasRoomFor(destination.Value))
            {
                return Refusal.Of(
                    DtcpStatus.MaxContentDestinationExceeded,
                    destination,
                    $"would be one more than {limit} mediation devices"
                );
            }
            var answer = plane.Add(order.Request);
            if (answer.Problem is { } problem)
                return new Refusal(DtcpStatus.ServerInternalError, problem);
            id = ++_last;
            _criteria.Add(
                id,
                new Criterion
                {
                    Id = id,
                    Request = answer.Number,
                    Order = order,
                }
            );
            _destinations[destination.Value] = _destinations.GetValueOrDefault(destination.Value) + 1;
            return null;
        }
    }

    /// <summary>True when an ADD has named this mediation device.</summary>
    public bool KnowsDestination(string name)
    {
        lock (_lock)
            return _destinations.ContainsKey(name);
    }

    /// <summary>
    /// The numbers that a list names and that live; null when a number that stands alone in it does not. Ranges name
    /// what lives in them.
    /// </summary>
    public IReadOnlyList<uint>? Find(CriteriaIdList list)
    {
        lock (_lock)
        {
            foreach (var range in list.Ranges)
            {
                if (!range.IsRange && !Lives(range.First))
                    return null;
            }
            return [.. _criteria.Keys.Where(list.Contains)];
        }
    }

    /// <summary>The numbers of all triggers to a mediation device.</summary>
    public IReadOnlyList<uint> Find(string destination)
    {
        lock (_lock)
            return [.. _criteria.Values.Where(one => IsTo(one, destination)).Select(one => one.Id)];
    }

    /// <summary>Deletes triggers; how many there were.</summary>
    public int Delete(IEnumerable<uint> ids, string reason)
    {
        lock (_lock)
        {
            var deleted = 0;
            foreach (var id in ids)
            {
                if (!_criteria.TryGetValue(id, out var criterion))
                    continue;
                Forget(criterion);
                if (plane.Delete(criterion.Request, reason))
                    deleted++;
            }
            return deleted;
        }
    }

    /// <summary>Triggers in order of number with what lives under them, all or those to one mediation device.</summary>
    public IReadOnlyList<(Criterion Criterion, RequestState State)> List(string? destination)
    {
        lock (_lock)
        {
            var listed = new List<(Criterion, RequestState)>();
            foreach (var criterion in _criteria.Values.Where(one => IsTo(one, destination)).ToList())
            {
                if (plane.Show(criterion.Request) is { } state)
                    listed.Add((criterion, state));
                else
                    Forget(criterion);
            }
            return listed;
        }
    }

    /// <summary>
    /// Gives a trigger another drop policy for logins that come; null when that was done. The mirrors that run keep
    /// theirs.
    /// </summary>
    public Refusal? ChangePolicy(uint id, string? name, SecurePolicy policy)
    {
        lock (_lock)
        {
            // Another client may have deleted it in the meantime.
            if (!_criteria.TryGetValue(id, out var criterion))
                return null;
            var request = criterion.Order.Request with
            {
                Target = criterion.Order.Request.Target with { Policy = policy },
            };
            var answer = plane.RetargetLaterLogins(criterion.Request, request.Target);
            if (answer.Problem is { } problem)
                return new Refusal(DtcpStatus.ServerInternalError, problem);
            _criteria[id] = criterion with
            {
                Order = criterion.Order with { DropPolicy = name, Request = request },
            };
            return null;
        }
    }

    /// <summary>Name of a trigger's drop policy; null: none.</summary>
    public string? DropPolicyOf(uint id)
    {
        lock (_lock)
            return _criteria.TryGetValue(id, out var criterion) ? criterion.Order.DropPolicy : null;
    }

    private static bool IsTo(Criterion criterion, string? destination) =>
        destination is null
        || criterion.Order.ContentDestination.Value.Equals(destination, StringComparison.Ordinal);

    private bool Lives(uint id)
    {
        if (!_criteria.TryGetValue(id, out var criterion))
            return false;
        if (plane.Show(criterion.Request) is not null)
            return true;
        Forget(criterion);
        return false;
    }

    private void Prune()
    {
        foreach (var id in _criteria.Keys.ToList())
            _ = Lives(id);
    }

    private bool HasRoomFor(string destination)
    {
        if (_destinations.Count < limit || _destinations.ContainsKey(destination))
            return true;
        foreach (var (name, count) in _destinations)
        {
            if (count == 0)
                _destinations.Remove(name);
        }
        return _destinations.Count < limit;
    }

    private void Forget(Criterion criterion)
    {
        _criteria.Remove(criterion.Id);
        _destinations[criterion.Order.ContentDestination.Value]--;
    }
}
