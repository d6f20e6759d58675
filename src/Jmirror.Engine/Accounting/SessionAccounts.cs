using Jmirror.Engine.Dissecting;
using Jmirror.Engine.Matching;
using Jmirror.Engine.Registry;
using Jmirror.Engine.Subscribers;

namespace Jmirror.Engine.Accounting;

/// <summary>
/// The accounts of sessions whose traffic is reported. Packets find them in a mirror table of their own: an account
/// neither displaces a mirror nor is one, and where there is no account, a packet costs nothing.
/// </summary>
/// <remarks>
/// An account counts what a mirror of the session in both directions would copy, IP packets only: on capture interfaces
/// towards subscribers and on those towards the network. A packet whose direction nothing tells is on no account.
/// One thread changes it (the control plane, under its lock); any number of threads search.
/// </remarks>
public sealed class SessionAccounts : ISubscriberObserver
{
    private readonly Dictionary<long, SessionAccount> _accounts = [];
    private readonly SessionTriggers _triggers;
    private readonly MirrorTable _table;

    internal SessionAccounts(IReadOnlyList<ushort> coreInterfaces)
    {
        _triggers = new SessionTriggers(coreInterfaces);
        var sides = new InterfaceSide[coreInterfaces.Count == 0 ? 0 : coreInterfaces.Max() + 1];
        foreach (var core in coreInterfaces)
            sides[core] = InterfaceSide.Core;
        _table = new MirrorTable(TriggerPrecedence.EveryHit, sides);
    }

    /// <summary>True when nothing is counted.</summary>
    public bool IsEmpty => _table.Count == 0;

    /// <summary>Fills <paramref name="hits"/> with the accounts that a packet belongs on.</summary>
    internal void Match(in PacketKey key, MirrorHits hits) => _table.Match(key, hits);

    /// <summary>The account of a live session, opened when it has none yet.</summary>
    internal SessionAccount Open(Subscriber session)
    {
        if (!_accounts.TryGetValue(session.Number, out var account))
        {
            account = new SessionAccount(session.Number, _table, TriggersOf(session));
            _accounts.Add(session.Number, account);
        }
        return account;
    }

    /// <inheritdoc/>
    public void LoggedIn(Subscriber subscriber) { }

    /// <inheritdoc/>
    public void Changed(Subscriber subscriber)
    {
        if (_accounts.TryGetValue(subscriber.Number, out var account))
            Follow(account, subscriber);
    }

    /// <inheritdoc/>
    public void Joined(Subscriber kept, Subscriber given)
    {
        if (!_accounts.ContainsKey(kept.Number) && _accounts.Remove(given.Number, out var account))
        {
            account.Session = kept.Number;
            _accounts.Add(kept.Number, account);
        }
        Changed(kept);
        LoggedOut(given, SessionEnd.Replaced);
    }

    /// <inheritdoc/>
    public void LoggedOut(Subscriber subscriber, SessionEnd reason)
    {
        if (!_accounts.Remove(subscriber.Number, out var account))
            return;
        _table.Remove(account.Upstream);
        _table.Remove(account.Downstream);
    }

    private void Follow(SessionAccount account, Subscriber session)
    {
        var triggers = TriggersOf(session);
        if (triggers.SequenceEqual(account.Upstream.Definition.Triggers))
            return;
        _table.Retrigger(account.Upstream, triggers);
        _table.Retrigger(account.Downstream, triggers);
    }

    /// <summary>
    /// What selects the session's packets, and the same with each of its addresses: these tell the direction where a
    /// PPPoE session alone does not.
    /// </summary>
    private List<Trigger> TriggersOf(Subscriber session)
    {
        var selecting = _triggers.Of(session, TriggerRank.AcctSessionId);
        var telling =
            from trigger in selecting
            where trigger is { Address: null, L2tp: null }
            from address in session.Addresses
            select trigger with
            {
                Address = address,
            };
        return [.. selecting, .. telling];
    }
}
