using Jmirror.Engine.Counting;

namespace Jmirror.Network.Neighbours;

/// <summary>Whether an analyzer can be reached, and if not, what is missing.</summary>
public enum Reachability
{
    /// <summary>Datagrams can be sent.</summary>
    Up,

    /// <summary>The interface is down or has no carrier.</summary>
    LinkDown,

    /// <summary>The kernel has no route to the analyzer.</summary>
    NoRoute,

    /// <summary>The link address of the analyzer or of the router before it is not known.</summary>
    Unresolved,

    /// <summary>There is no interface of that name.</summary>
    InterfaceGone,
}

/// <summary>What a state of reachability is called elsewhere.</summary>
public static class ReachabilityNames
{
    /// <summary>The reason under which copies are dropped while this lasts.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Nothing is dropped while the analyzer is up.</exception>
    public static DropReason ToDropReason(this Reachability reachability) =>
        reachability switch
        {
            Reachability.LinkDown => DropReason.LinkDown,
            Reachability.NoRoute => DropReason.NoRoute,
            Reachability.Unresolved => DropReason.Unresolved,
            Reachability.InterfaceGone => DropReason.InterfaceGone,
            _ => throw new ArgumentOutOfRangeException(nameof(reachability)),
        };
}
