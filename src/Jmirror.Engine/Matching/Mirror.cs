using Jmirror.Protocol.Mirror;

namespace Jmirror.Engine.Matching;

/// <summary>A live mirror: its definition, its prebuilt header, its counters.</summary>
public sealed class Mirror
{
    /// <summary>Prepares a definition for the data plane.</summary>
    public Mirror(MirrorDefinition definition)
    {
        Definition = definition;
        Template = definition.Header is { } header ? new OuterTemplate(definition.Outer, header) : null;
        Classifiers = [.. definition.Policy.Classifiers];
    }

    /// <summary>What was asked for.</summary>
    public MirrorDefinition Definition { get; }

    /// <summary>The bytes in front of each copy; null for a bare copy.</summary>
    public OuterTemplate? Template { get; }

    /// <summary>The policy's classifiers, as an array for the data plane.</summary>
    internal Classifier[] Classifiers { get; }

    /// <summary>Copies made. Written by the one thread that carries this mirror.</summary>
    public long Packets { get; set; }

    /// <summary>Bytes of the copies' IP datagrams, outer headers included.</summary>
    public long Bytes { get; set; }
}
