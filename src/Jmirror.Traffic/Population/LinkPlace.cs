namespace Jmirror.Traffic.Population;

/// <summary>Where a subscriber stands among those whose session ids must differ from its own.</summary>
/// <param name="Slot">How many of the link come before it.</param>
/// <param name="Slots">How many the link holds at most; 0 of access without sessions.</param>
internal readonly record struct LinkPlace(int Slot, int Slots);
