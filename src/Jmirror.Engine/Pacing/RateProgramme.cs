namespace Jmirror.Engine.Pacing;

/// <summary>The kinds of rate programme that people may ask for; each name's kebab-case form is the word for it.</summary>
public enum RateProgramme
{
    /// <summary>The capture's own timing, so many times as fast: <c>2.5</c>.</summary>
    Multiplier,

    /// <summary>Copies per second: <c>500k</c>.</summary>
    Pps,

    /// <summary>Millions of bits per second of IP datagrams: <c>100</c>.</summary>
    Mbps,

    /// <summary>Lines and steps one after the other (<see cref="RampText"/>): <c>1k:100k:60s,100k@5m</c>.</summary>
    Ramp,

    /// <summary>Bursts (<see cref="PulseText"/>): <c>100k:1k:1s:9s</c>.</summary>
    Pulse,

    /// <summary>A day's curve (<see cref="DailyText"/>): <c>50k</c>, <c>50k:10m</c>.</summary>
    Daily,

    /// <summary>As fast as the way out takes them: <c>true</c>.</summary>
    TopSpeed,
}
