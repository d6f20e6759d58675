namespace Jmirror.Verification.Comparing;

/// <summary>How well an altered arrival fits a packet that has not arrived; the better ones first.</summary>
internal enum Fit
{
    /// <summary>It is what the fault makes of the packet, which has to come.</summary>
    Meant,

    /// <summary>It is what the fault makes of the packet, which may as well be lost.</summary>
    Possible,

    /// <summary>Nothing was done to the packet: the path may have altered it.</summary>
    Unmarked,

    /// <summary>The fault makes something else of the packet.</summary>
    Contrary,
}
