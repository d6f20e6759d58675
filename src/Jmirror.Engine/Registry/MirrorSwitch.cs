using Jmirror.Engine.Matching;
using Jmirror.Engine.Subscribers;
using Jmirror.Protocol.Mirror;

namespace Jmirror.Engine.Registry;

/// <summary>Turns mirrors on and off in the data plane, and writes each change to the secure log.</summary>
internal sealed class MirrorSwitch(MirrorTable table, IMirrorLog log, ControlPlaneOptions options)
{
    /// <summary>Why a mirror ended: another one is in its place.</summary>
    public const string Replaced = "replaced by a newer request";

    private const string Shutdown = "the router shuts down";

    private readonly SessionTriggers _triggers = new(options.CoreInterfaces);
    private readonly TriggerText _text = new(options.InterfaceNames);

    /// <summary>The time of what happens now, nanoseconds since 1970-01-01 UTC.</summary>
    public long Now { get; set; }

    /// <summary>Rank of a request's triggers on sessions.</summary>
    public TriggerRank RankOf(MirrorRequest request) =>
        request.Selector.Identities is [var first, ..]
        && TriggerRanks.Of(first.Kind, options.TriggerOrder) is { } rank
            ? rank
            : TriggerRank.AcctSessionId;

    /// <summary>Starts the mirror of a request by packets.</summary>
    public void Start(LiveRequest request)
    {
        request.PacketMirror = table.Add(DefinitionOf(request.Request));
        WriteStart(request.Request, null, request.PacketMirror);
    }

    /// <summary>Puts what a request asks for now in the place of its mirror by packets.</summary>
    /// <param name="request">The request.</param>
    /// <param name="before">What it asked for before.</param>
    public void Renew(LiveRequest request, MirrorRequest before)
    {
        var old = request.PacketMirror!;
        request.PacketMirror = table.Replace(old, DefinitionOf(request.Request));
        WriteEnd(before, null, old, Replaced);
        WriteStart(request.Request, null, request.PacketMirror);
    }

    /// <summary>Stops the mirror of a request by packets.</summary>
    /// <param name="request">The request.</param>
    /// <param name="asked">What it asked for when the mirror started.</param>
    /// <param name="reason">One clause.</param>
    public void Stop(LiveRequest request, MirrorRequest asked, string reason)
    {
        table.Remove(request.PacketMirror!);
        WriteEnd(asked, null, request.PacketMirror!, reason);
        request.PacketMirror = null;
    }

    /// <summary>Starts the mirror of a request on a session.</summary>
    public SessionMirror Start(LiveRequest request, Subscriber session)
    {
        var mirror = new SessionMirror(request, session, table.Add(DefinitionOf(request.Request, session)));
        request.SessionMirrors.Add(session.Number, mirror);
        WriteStart(request.Request, session, mirror.Mirror);
        return mirror;
    }

    /// <summary>Lets a mirror follow its session: other triggers go on under the same header, a new header is a new mirror.</summary>
    public void Follow(SessionMirror mirror)
    {
        var definition = DefinitionOf(mirror.Asked, mirror.Session);
        var current = mirror.Mirror.Definition;
        if (definition.Header != current.Header)
            Renew(mirror, mirror.Request, "the session has another session id now");
        else if (!definition.Triggers.SequenceEqual(current.Triggers))
            table.Retrigger(mirror.Mirror, definition.Triggers);
    }

    /// <summary>Puts what a request asks for now in the place of a mirror; it may be another request than before.</summary>
    public void Renew(SessionMirror mirror, LiveRequest request, string reason)
    {
        var (old, before) = (mirror.Mirror, mirror.Asked);
        mirror.Mirror = table.Replace(old, DefinitionOf(request.Request, mirror.Session));
        mirror.Request.SessionMirrors.Remove(mirror.Session.Number);
        request.SessionMirrors.Add(mirror.Session.Number, mirror);
        mirror.Belongs(request);
        WriteEnd(before, mirror.Session, old, reason);
        WriteStart(mirror.Asked, mirror.Session, mirror.Mirror);
    }

    /// <summary>Stops a mirror on a session.</summary>
    public void Stop(SessionMirror mirror, string reason)
    {
        table.Remove(mirror.Mirror);
        mirror.Request.SessionMirrors.Remove(mirror.Session.Number);
        WriteEnd(mirror.Asked, mirror.Session, mirror.Mirror, reason);
    }

    /// <summary>Says of all mirrors of a request that they end with the run; they stay in the table.</summary>
    public void WriteShutdown(LiveRequest request)
    {
        if (request.PacketMirror is { } packets)
            WriteEnd(request.Request, null, packets, Shutdown);
        foreach (var mirror in request.SessionMirrors.Values)
            WriteEnd(mirror.Asked, mirror.Session, mirror.Mirror, Shutdown);
    }

    /// <summary>Says that a request could not be carried out.</summary>
    public void Refuse(MirrorRequest request, string problem) =>
        log.Write(
            new MirrorEvent(
                Now,
                MirrorEventKind.Failure,
                request.Origin,
                request.Target.Handle?.MirrorId,
                request.Target.Handle?.SessionId,
                _text.Of(request.Selector, null),
                problem
            )
        );

    /// <summary>What a request asks for, without the triggers of any session; with its own, when it selects by packets.</summary>
    public MirrorDefinition DefinitionOf(MirrorRequest request) =>
        DefinitionOf(request.Target, request.Selector.Packets ?? [], accountingSessionId: 0);

    private MirrorDefinition DefinitionOf(MirrorRequest request, Subscriber session) =>
        DefinitionOf(request.Target, _triggers.Of(session, RankOf(request)), session.AccountingSessionId);

    private MirrorDefinition DefinitionOf(
        MirrorTarget target,
        IReadOnlyList<Trigger> triggers,
        uint accountingSessionId
    ) =>
        new(
            triggers,
            target.Policy,
            target.Outer,
            target.Handle?.ToHeader(accountingSessionId, options.VersionBits),
            target.WayOut,
            target.Mtu,
            target.Oversize
        );

    private void WriteStart(MirrorRequest request, Subscriber? session, Mirror mirror) =>
        Write(MirrorEventKind.Start, request, session, mirror.Definition.Header, null);

    private void WriteEnd(MirrorRequest request, Subscriber? session, Mirror mirror, string reason) =>
        Write(MirrorEventKind.End, request, session, mirror.Definition.Header, reason);

    private void Write(
        MirrorEventKind kind,
        MirrorRequest request,
        Subscriber? session,
        MirrorHeader? header,
        string? reason
    ) =>
        log.Write(
            new MirrorEvent(
                Now,
                kind,
                request.Origin,
                header?.MirrorId,
                header?.SessionId,
                _text.Of(request.Selector, session),
                reason
            )
        );
}
