using Jmirror.Engine.Frames;
using Jmirror.Engine.Matching;
using Jmirror.Engine.Registry;
using Jmirror.Engine.Subscribers;
using Jmirror.Provisioning.Configuration;

namespace Jmirror.Provisioning.Compiling;

/// <summary>A configuration in the terms of the control plane.</summary>
/// <param name="Analyzers">Analyzers, in order of definition.</param>
/// <param name="Mirrors">Requests, one for each mirror, in order of definition.</param>
/// <param name="Subscribers">Static entries, one for each subscriber, in order of definition.</param>
/// <param name="Interfaces">Numbers of the capture interfaces, listed ones first; interfaces met later get further numbers.</param>
/// <param name="Sides">Side of each interface by number; interfaces beyond the end are <see cref="InterfaceSide.Unknown"/>.</param>
/// <param name="Precedence">What becomes of a packet that several triggers select.</param>
public sealed record CompiledConfig(
    IReadOnlyList<AnalyzerConfig> Analyzers,
    IReadOnlyList<MirrorRequest> Mirrors,
    IReadOnlyList<Sighting> Subscribers,
    CaptureInterfaces Interfaces,
    IReadOnlyList<InterfaceSide> Sides,
    TriggerPrecedence Precedence
);
