namespace Jmirror.Engine.Pacing;

/// <summary>One leg of a rate programme: the rate goes in a straight line from one value to another.</summary>
/// <param name="From">Copies per second at its beginning, from 0; at most 6 decimals.</param>
/// <param name="To">Copies per second at its end; the same as <paramref name="From"/> to hold a rate.</param>
/// <param name="Duration">Nanoseconds, more than 0.</param>
public readonly record struct RampLeg(decimal From, decimal To, long Duration);
