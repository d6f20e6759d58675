using Jmirror.Traffic.Applications.Captures;
using Jmirror.Traffic.Signalling;

namespace Jmirror.Traffic.Generating;

/// <summary>What a plan needs from outside.</summary>
public sealed record GeneratorSupplies
{
    /// <summary>Packets of the application <c>capture</c>; null where the mix has none.</summary>
    public CaptureTemplate? Capture { get; init; }

    /// <summary>Longest IP packet that applications choose by themselves, bytes.</summary>
    public int Mtu { get; init; } = 1500;

    /// <summary>How sessions are signalled.</summary>
    public SignallingOptions Signalling { get; init; } = new();

    /// <summary>What logins must pass; null: all succeed.</summary>
    public ILoginGate? Gate { get; init; }
}
