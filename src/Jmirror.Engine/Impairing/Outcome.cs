using Jmirror.Engine.Counting;

namespace Jmirror.Engine.Impairing;

/// <summary>What became of a datagram that was handed to an impairing sink.</summary>
/// <param name="IsKnown">False while it is on its way.</param>
/// <param name="Loss">Why it is lost; null for one that was sent, or is held.</param>
internal readonly record struct Outcome(bool IsKnown, DropReason? Loss)
{
    /// <summary>It is on its way.</summary>
    public static Outcome Unknown => default;

    /// <summary>It was sent, or is held to be sent later.</summary>
    public static Outcome Taken => new(true, null);

    /// <summary>It is lost.</summary>
    public static Outcome Lost(DropReason reason) => new(true, reason);
}
