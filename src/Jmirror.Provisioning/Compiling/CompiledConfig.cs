using Jmirror.Engine.Frames;
using Jmirror.Engine.Matching;
using Jmirror.Provisioning.Configuration;

namespace Jmirror.Provisioning.Compiling;

/// <summary>A configuration in the terms of the data plane.</summary>
/// <param name="Analyzers">Ways out: the one at place n is number n in <see cref="MirrorDefinition.WayOut"/>.</param>
/// <param name="Mirrors">Mirrors in order of definition; an entry that names subscribers makes one for each of them.</param>
/// <param name="Interfaces">Numbers of the capture interfaces, listed ones first; interfaces met later get further numbers.</param>
/// <param name="Sides">Side of each interface by number; interfaces beyond the end are <see cref="InterfaceSide.Unknown"/>.</param>
/// <param name="Precedence">What becomes of a packet that several triggers select.</param>
public sealed record CompiledConfig(
    IReadOnlyList<AnalyzerConfig> Analyzers,
    IReadOnlyList<MirrorDefinition> Mirrors,
    CaptureInterfaces Interfaces,
    IReadOnlyList<InterfaceSide> Sides,
    TriggerPrecedence Precedence
);
