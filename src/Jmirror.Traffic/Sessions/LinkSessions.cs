using Jmirror.Traffic.Population;

namespace Jmirror.Traffic.Sessions;

/// <summary>
/// PPPoE and L2TP session ids. Each subscriber of a link has some ids to itself and takes them in turn: no other has
/// them, and no login has that of the login before, without a list of those in use.
/// </summary>
internal static class LinkSessions
{
    /// <summary>Largest id; the smallest is 1. PPPoE reserves 0 and 65 535 (RFC 2516 section 4), L2TP 0 (RFC 2661 section 3.1).</summary>
    public const int MaxId = 65_534;

    /// <summary>Most subscribers of a link who have two ids each. Beyond, PPPoE subscribers are told apart by their Ethernet address.</summary>
    public const int MaxSlots = MaxId / 2;

    /// <summary>The id of a login.</summary>
    /// <param name="place">Where the subscriber stands in its link.</param>
    /// <param name="login">How many logins it had before.</param>
    /// <returns>0 for access without sessions.</returns>
    public static ushort IdOf(LinkPlace place, int login)
    {
        if (place.Slots == 0)
            return 0;
        var own = MaxId / Math.Min(place.Slots, MaxSlots);
        return (ushort)(1 + (place.Slot % MaxSlots * own) + (int)((uint)login % (uint)own));
    }
}
