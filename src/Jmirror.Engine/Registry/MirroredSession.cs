namespace Jmirror.Engine.Registry;

/// <summary>What the registry remembers of a session for which there is, or was, a mirror.</summary>
internal sealed class MirroredSession
{
    /// <summary>Requests with a mirror on this session, in no order.</summary>
    public List<LiveRequest> Live { get; } = [];

    /// <summary>Requests of RADIUS for this very session.</summary>
    public List<LiveRequest> Own { get; } = [];

    /// <summary>
    /// True on E Series once the session's mirror was decided after its login: by a newer request, or by an interface
    /// policy that removed it. Only another decision of that kind changes it then.
    /// </summary>
    public bool IsSettled { get; set; }

    /// <summary>True when there is nothing to remember.</summary>
    public bool IsEmpty => Live.Count == 0 && Own.Count == 0 && !IsSettled;
}
