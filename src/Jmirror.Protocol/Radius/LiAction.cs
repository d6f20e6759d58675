namespace Jmirror.Protocol.Radius;

/// <summary>Value of LI-Action (VSA 26-58). Source: JUNOSe 7.2.x Policy Management Configuration Guide, chapter 6.</summary>
public enum LiAction : uint
{
    /// <summary>Mirroring stops.</summary>
    Stop = 0,

    /// <summary>Mirroring starts, or is replaced.</summary>
    Start = 1,

    /// <summary>Nothing happens: there to confuse whoever watches RADIUS.</summary>
    NoOperation = 2,
}
