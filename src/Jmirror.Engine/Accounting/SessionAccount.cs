using Jmirror.Engine.Matching;

namespace Jmirror.Engine.Accounting;

/// <summary>
/// The traffic of one session, counted by any number of threads. The figures stay when the session ends, for its last
/// report.
/// </summary>
public sealed class SessionAccount
{
    /// <summary>An account with nothing on it.</summary>
    /// <param name="session">Number of the session.</param>
    public SessionAccount(long session)
    {
        Session = session;
        Upstream = new Mirror(DefinitionOf(MirrorDirection.Upstream, []));
        Downstream = new Mirror(DefinitionOf(MirrorDirection.Downstream, []));
    }

    internal SessionAccount(long session, MirrorTable table, IReadOnlyList<Trigger> triggers)
    {
        Session = session;
        Upstream = table.Add(DefinitionOf(MirrorDirection.Upstream, triggers));
        Downstream = table.Add(DefinitionOf(MirrorDirection.Downstream, triggers));
    }

    /// <summary>Number of the session; another when the session turned out to be the same as that one.</summary>
    public long Session { get; internal set; }

    /// <summary>What was counted so far.</summary>
    public SessionTraffic Traffic =>
        new(Upstream.Packets, Upstream.Bytes, Downstream.Packets, Downstream.Bytes);

    /// <summary>Selects and counts what comes from the subscriber; its copies are never made.</summary>
    public Mirror Upstream { get; }

    /// <summary>Likewise what goes to the subscriber.</summary>
    public Mirror Downstream { get; }

    private static MirrorDefinition DefinitionOf(
        MirrorDirection direction,
        IReadOnlyList<Trigger> triggers
    ) =>
        new(
            triggers,
            new SecurePolicy { Direction = direction, Form = CopyForm.Ip },
            Outer: default,
            Header: null
        );
}
