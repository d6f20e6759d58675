using Jmirror.Protocol.Mirror;

namespace Jmirror.Engine.Matching;

/// <summary>A live mirror: its definition, its prebuilt header, its counters.</summary>
public sealed class Mirror
{
    /// <summary>Prepares a definition for the data plane.</summary>
    /// <param name="definition">What was asked for.</param>
    /// <param name="number">Its place among the definitions, from 0.</param>
    public Mirror(MirrorDefinition definition, int number = 0)
    {
        Number = number;
        Definition = definition;
        Template = definition.Header is { } header ? new OuterTemplate(definition.Outer, header) : null;
        Classifiers = [.. definition.Policy.Classifiers];
    }

    /// <summary>Place among the definitions, from 0; the threads of a run share mirrors out by it.</summary>
    public int Number { get; }

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
